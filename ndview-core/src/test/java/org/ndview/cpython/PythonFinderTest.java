package org.ndview.cpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which Python is taken, and why another is not. */
class PythonFinderTest {
  /** What a Python answers. */
  private static List<String> answer() {
    return new ArrayList<>(
        List.of(
            "3.13.2",
            "/venv/bin/python3",
            "/venv",
            "/usr",
            "0",
            "/usr/lib/libpython3.13.so.1.0",
            "libpython3.13.so",
            "/venv/lib/python3.13/site-packages",
            "/venv/lib/python3.13/site-packages"));
  }

  @Test
  void aVirtualEnvironmentHasItsFoldersOfPackages() {
    PythonFinder.Found found = PythonFinder.found(answer(), "python3", "the path");
    assertThat(found.library()).isEqualTo(Path.of("/usr/lib/libpython3.13.so.1.0"));
    assertThat(found.executable()).isEqualTo("/venv/bin/python3");
    assertThat(found.sites()).containsExactly("/venv/lib/python3.13/site-packages");
  }

  @Test
  void anotherPythonHasThemByItself() {
    List<String> answer = answer();
    answer.set(2, "/usr");
    assertThat(PythonFinder.found(answer, "python3", "the path").sites()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 3.8.19 | older than 3.9
          0 | 2.7.18 | older than 3.9
          4 | 1      | free-threaded
          """)
  void aPythonThatCannotBeUsedIsRefused(int line, String says, String why) {
    List<String> answer = answer();
    answer.set(line, says);
    assertThatThrownBy(() -> PythonFinder.found(answer, "python3", "the path"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("python3, by the path")
        .hasMessageContaining(answer.get(0));
  }

  @ParameterizedTest
  @CsvSource({"libpython3.13.a, --enable-shared", "libpython3.13.so, install it"})
  void aPythonWithoutItsLibraryIsRefused(String name, String why) {
    List<String> answer = answer();
    answer.set(5, "");
    answer.set(6, name);
    assertThatThrownBy(() -> PythonFinder.found(answer, "python3", "the path"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why)
        .hasMessageContaining("org.ndview.python");
  }

  @Test
  void aFolderHasItsProgram(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> PythonFinder.find(folder.toString(), "a test"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no Python in the folder " + folder + ", by a test");
    Path program = Files.createDirectories(folder.resolve("bin")).resolve("python3");
    Files.createFile(program);
    assertThatThrownBy(() -> PythonFinder.find(folder.toString(), "a test"))
        .hasMessageContaining(program + ", by a test, cannot be run");
  }

  @Test
  void aStaticLibraryIsRefused() {
    assertThatThrownBy(() -> PythonFinder.find("/usr/lib/libpython3.12.a", "a test"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/usr/lib/libpython3.12.a, by a test, is static");
  }

  @Test
  void noPythonIsNamed() {
    assertThatThrownBy(() -> PythonFinder.find("/nowhere/python3", "the path"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("/nowhere/python3, by the path, cannot be run");
    assertThatThrownBy(() -> PythonFinder.find("/nowhere/libpython3.12.so.1.0", "a test"))
        .hasMessageContaining("no libpython at /nowhere/libpython3.12.so.1.0, by a test");
  }

  @Test
  void aLibraryIsToldByItsName(@TempDir Path folder) throws Exception {
    for (String name :
        List.of(
            "libpython3.12.so", "libpython3.12.so.1.0", "libpython3.13.dylib", "python312.dll")) {
      Path library = Files.createFile(folder.resolve(name));
      PythonFinder.Found found = PythonFinder.find(library.toString(), "a test");
      assertThat(found.library()).isEqualTo(library);
      assertThat(found.executable()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3.8.10 (default), older than 3.9",
    "3.13.0 experimental free-threading build (main), free-threaded",
    "3.14.1 free-threading build (main), free-threaded"
  })
  void theLibraryItselfIsAskedToo(String version, String why) {
    assertThatThrownBy(() -> Libpython.check(version, Path.of("libpython.so")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why);
  }

  @Test
  void versionsAreComparedAsNumbers() {
    assertThat(Libpython.isAtLeast("3.10.1", 9)).isTrue();
    assertThat(Libpython.isAtLeast("3.9.0", 9)).isTrue();
    assertThat(Libpython.isAtLeast("4.0", 9)).isTrue();
    assertThat(Libpython.isAtLeast("3.8.99", 9)).isFalse();
    assertThat(Libpython.isAtLeast("nonsense", 9)).isFalse();
  }
}
