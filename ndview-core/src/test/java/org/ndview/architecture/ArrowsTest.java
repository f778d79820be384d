package org.ndview.architecture;

import static java.lang.constant.ConstantDescs.CD_void;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.NdView;

/**
 * Packages name each other one way only, and no class of one is in a circle with one of another.
 */
class ArrowsTest {
  @Test
  void everyPackageNamesOnlyWhatItMay() throws URISyntaxException {
    Path classes =
        Path.of(NdView.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    ClassGraph graph = ClassGraph.of(classes);
    assertThat(graph.classes()).contains("org.ndview.NdView").hasSizeGreaterThan(100);
    assertThat(Arrows.violations(graph)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.ndview.internal.item.Bad    | org.ndview.NdView                   | the engine names of the face its values alone
          org.ndview.internal.memory.Bad  | org.ndview.ViewFactory              | the engine names of the face its values alone
          org.ndview.internal.memory.Bad  | org.ndview.internal.bulk.StridedWalk | org.ndview.internal.memory must not name org.ndview.internal.bulk
          org.ndview.internal.bulk.Bad    | org.ndview.internal.item.ItemCodec  | org.ndview.internal.bulk must not name org.ndview.internal.item
          org.ndview.internal.numeric.Bad | org.ndview.internal.export.HexText  | org.ndview.internal.numeric must not name org.ndview.internal.export
          org.ndview.npy.Bad              | org.ndview.internal.bulk.ByteCopies | org.ndview.npy must not name org.ndview.internal.bulk
          org.ndview.npy.Bad              | org.ndview.json.ViewMetadata        | org.ndview.npy must not name org.ndview.json
          org.ndview.format.Bad           | org.ndview.Layout                   | org.ndview.format must not name org.ndview
          org.ndview.SubViews             | org.ndview.json.ViewMetadata        | org.ndview must not name org.ndview.json
          org.ndview.LayoutBad            | org.ndview.format.Format            | a layout knows nothing of formats and memory
          org.ndview.unheard.Bad          | org.ndview.NdView                   | org.ndview.unheard has no row in Arrows.MAY_NAME
          """)
  void anArrowAgainstTheRulesIsReportedWithBothClasses(String from, String to, String why) {
    assertThat(violations(named(from, to))).containsExactly(from + " names " + to + ": " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "org.ndview.internal.item.Good, org.ndview.Complex",
    "org.ndview.internal.item.Good, org.ndview.format.Format",
    "org.ndview.NdView, org.ndview.json.ViewMetadata",
    "org.ndview.npy.Good, org.ndview.NdView",
    "org.ndview.npy.Good, java.util.List"
  })
  void anArrowWithinTheRulesIsNotReported(String from, String to) {
    assertThat(violations(named(from, to))).isEmpty();
  }

  @Test
  void aCircleAcrossPackagesIsReportedClassByClass() {
    assertThat(
            violations(
                named("org.ndview.Layout", "org.ndview.Index"),
                named("org.ndview.Index", "org.ndview.internal.memory.Bad"),
                named("org.ndview.internal.memory.Bad", "org.ndview.Layout")))
        .containsExactly(
            "a circle across packages: org.ndview.internal.memory.Bad -> org.ndview.Layout"
                + " -> org.ndview.Index -> org.ndview.internal.memory.Bad");
  }

  @Test
  void aCircleWithinOnePackageIsAllowed() {
    assertThat(
            violations(
                named("org.ndview.Layout", "org.ndview.Index"),
                named("org.ndview.Index", "org.ndview.Layout")))
        .isEmpty();
  }

  @Test
  void aClassIsNamedInNestedClassesGenericSignaturesAndMethods() {
    byte[] inSignature =
        ClassFile.of()
            .build(
                ClassDesc.of("org.ndview.internal.item.Bad$Nested"),
                c ->
                    c.withField(
                        "views",
                        ClassDesc.of("java.util.List"),
                        f ->
                            f.with(
                                SignatureAttribute.of(
                                    java.lang.classfile.Signature.parseFrom(
                                        "Ljava/util/List<Lorg/ndview/NdView;>;")))));
    byte[] inMethod =
        ClassFile.of()
            .build(
                ClassDesc.of("org.ndview.internal.item.Bad"),
                c ->
                    c.withMethod(
                        "f",
                        MethodTypeDesc.of(
                            CD_void, ClassDesc.of("org.ndview.NdView$Inner").arrayType()),
                        ClassFile.ACC_ABSTRACT,
                        _ -> {}));
    for (byte[] bad : List.of(inSignature, inMethod)) {
      assertThat(violations(bad))
          .singleElement()
          .asString()
          .startsWith("org.ndview.internal.item.Bad names org.ndview.NdView: ");
    }
  }

  private static List<String> violations(byte[]... classFiles) {
    return Arrows.violations(ClassGraph.of(Arrays.asList(classFiles)));
  }

  /** A class with one field for each class that it names. */
  private static byte[] named(String from, String... to) {
    return ClassFile.of()
        .build(
            ClassDesc.of(from),
            c ->
                Stream.of(to)
                    .forEach(name ->
                        c.withField(
                            name.substring(name.lastIndexOf(".") + 1),
                            ClassDesc.of(name),
                            _ -> {})));
  }
}
