package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** This module stands on what ndview-core exports, as any user's bridge would. */
class ArrowsTest {
  /** Wherever a class is named in compiled code: by itself, in descriptors, in signatures. */
  private static final Pattern INTERNAL = Pattern.compile("org/ndview/internal/[\\w/]+");

  @Test
  void noInternalPackageOfCoreIsNamed() throws Exception {
    List<String> found = new ArrayList<>();
    int read = 0;
    try (Stream<Path> files = Files.walk(classes())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        read++;
        found.addAll(internals(Files.readAllBytes(file)));
      }
    }
    assertThat(read).isGreaterThan(10);
    assertThat(found).isEmpty();
  }

  @Test
  void aClassThatNamesOneIsReported() {
    byte[] bad =
        ClassFile.of()
            .build(
                ClassDesc.of("org.ndview.nd4j.Bad"),
                c -> c.withField("f", ClassDesc.of("org.ndview.internal.item.ItemCodec"), 0));
    assertThat(internals(bad))
        .containsExactly("org/ndview/nd4j/Bad names org/ndview/internal/item/ItemCodec");
  }

  private static List<String> internals(byte[] classFile) {
    var model = ClassFile.of().parse(classFile);
    return StreamSupport.stream(model.constantPool().spliterator(), false)
        .filter(Utf8Entry.class::isInstance)
        .map(entry -> ((Utf8Entry) entry).stringValue())
        .flatMap(text -> INTERNAL.matcher(text).results())
        .map(match -> model.thisClass().asInternalName() + " names " + match.group())
        .distinct()
        .toList();
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(NdArrays.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
