package org.ndview.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs that write sources before the library is compiled. */
class GeneratorsTest {
  private static final Path SOURCES = Path.of("src/build/java");

  /** The first line of a template, which tells where what is made of it belongs. */
  private static final String PACKAGE = "package org.ndview.internal.bulk;\n";

  private static final Path TEMPLATES = Path.of("src/build/templates");

  @TempDir private Path folder;

  private String run(int exit, String program, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    SOURCES.resolve(program + ".java").toString()),
                Stream.of(arguments))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isEqualTo(exit);
    return output;
  }

  private String filled(int exit, String template) throws Exception {
    Path file = Files.writeString(folder.resolve("StagingArray.java.template"), PACKAGE + template);
    return run(exit, "GenerateByType", folder.toString(), file.toString());
  }

  private String made(String name) throws IOException {
    return Files.readString(
        folder.resolve("org/ndview/internal/bulk/StagingArray" + name + ".java"));
  }

  @Test
  void holesAreFilledSectionsChosenAndLoopsRepeated() throws Exception {
    filled(
        0,
        """
        $type$ $Type$ $Box$ $bytes$ $$ $
        #if[int]
        #for[step=1|two|$type$]
        an int $step$ $STEP$ $Step$
        #if[float]
        never
        #end
        #end
        #end
          #if[!int]
        not an int
          #end
        """);
    assertThat(made("32"))
        .isEqualTo(
            PACKAGE
                + """
                int Int Integer 4 $$ $
                an int 1 1 1
                an int two TWO Two
                an int int INT Int
                """);
    assertThat(made("Float")).isEqualTo(PACKAGE + "float Float Float 4 $$ $\nnot an int\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "fine\\n$thing$ ! line 3 of the template: no value for $thing$: $thing$",
        "#if[int]\\nfine ! line 2 of the template: no #end: #if[int]",
        "fine\\n#end ! line 3 of the template: an #end too many: #end",
        "#unless[int]\\n#end ! line 2 of the template: unknown directive: #unless[int]"
      })
  void aFaultOfATemplateIsNamedWithItsLine(String template, String message) throws Exception {
    assertThat(filled(1, template.replace("\\n", "\n"))).contains(message);
  }

  @Test
  void everyTypeHasItsStagingArray() throws Exception {
    String template = TEMPLATES.resolve("StagingArray.java.template").toString();
    run(0, "GenerateByType", folder.toString(), template);
    for (String name : List.of("8", "16", "32", "64", "Float", "Double")) {
      assertThat(made(name))
          .contains("public final class StagingArray" + name + " extends StagingArray {")
          .doesNotContain("$", "#if", "#end");
    }
    assertThat(made("16")).contains("Short.reverseBytes(items[i])");
    assertThat(made("Double")).doesNotContain("reverseBytes(items[i])");
  }

  @Test
  void everyScalarTypeHasAViewForEachByteOrder() throws Exception {
    run(0, "GenerateTypedItems", folder.toString());
    String views = Files.readString(folder.resolve("org/ndview/ScalarViews.java"));
    assertThat(views)
        .contains("case UINT16 -> ", "class UInt16", "class UInt16Swapped", "class Float64Swapped");
    assertThat(Files.readString(folder.resolve("org/ndview/TypedItems.java")))
        .contains("getDouble(long i, long j)", "setBoolean(boolean value, long i");
  }
}
