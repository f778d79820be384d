package org.ndview.cpython;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the libpython of a Python: a child process asks it. */
final class PythonFinder {
  static final String PROPERTY = "org.ndview.python";
  static final String VARIABLE = "NDVIEW_PYTHON";

  private static final Pattern LIBRARY =
      Pattern.compile("(?i)(lib)?python.*\\.(so(\\..*)?|dylib|dll)");

  private static final String ASK =
      """
      import os, sys, sysconfig
      g = lambda name: sysconfig.get_config_var(name) or ''
      version = '%d%d' % sys.version_info[:2]
      places = [os.path.join(d, n)
                for d in (g('LIBDIR'), os.path.join(g('LIBDIR'), g('MULTIARCH')), g('PYTHONFRAMEWORKPREFIX'),
                          os.path.join(sys.base_prefix, 'lib'), sys.base_prefix)
                for n in (g('INSTSONAME'), g('LDLIBRARY'), 'python' + version + '.dll')
                if n and not n.endswith('.a')]
      print('\\n'.join([sys.version.split()[0], sys.executable, sys.prefix, sys.base_prefix,
                       '1' if g('Py_GIL_DISABLED') else '0',
                       next((p for p in places if os.path.isfile(p)), ''),
                       g('LDLIBRARY'), sysconfig.get_path('purelib'), sysconfig.get_path('platlib')]))
      """;

  /**
   * A Python.
   *
   * @param library its shared library
   * @param executable the program that was asked; null if the library was named
   * @param prefix where its environment is; null if the library was named
   * @param sites the folders of packages of a virtual environment; empty if it is none
   */
  record Found(
      Path library, @Nullable String executable, @Nullable String prefix, List<String> sites) {}

  private PythonFinder() {}

  /**
   * {@return the Python that the property names, else the variable, else python3 on the path}
   *
   * @throws IllegalStateException if there is none that can be used; the message says what was
   *     tried
   */
  static Found find() {
    String named = System.getProperty(PROPERTY);
    if (named != null && !named.isBlank()) {
      return find(named, "the system property " + PROPERTY);
    }
    String variable = System.getenv(VARIABLE);
    if (variable != null && !variable.isBlank()) {
      return find(variable, "the environment variable " + VARIABLE);
    }
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return find(windows ? "python" : "python3", "the path");
  }

  /** {@return the Python of a program, or of a libpython} */
  static Found find(String named, String by) {
    Path path = Path.of(named);
    if (Files.isDirectory(path)) {
      return find(program(path, by), by);
    }
    Path file = path.getFileName();
    if (file != null && file.toString().matches("libpython.*\\.a")) {
      throw new IllegalStateException(
          "%s, by %s, is static: the shared libpython is wanted".formatted(path, by));
    }
    if (file != null && LIBRARY.matcher(file.toString()).matches()) {
      if (!Files.isRegularFile(path)) {
        throw new IllegalStateException("no libpython at %s, by %s".formatted(path, by));
      }
      return new Found(path.toAbsolutePath(), null, null, List.of());
    }
    return found(ask(named, by), named, by);
  }

  /** {@return the program in the folder of a virtual environment, or of a Python} */
  private static String program(Path folder, String by) {
    for (String place : List.of("bin/python3", "Scripts/python.exe", "python.exe")) {
      Path program = folder.resolve(place);
      if (Files.isRegularFile(program)) {
        return program.toString();
      }
    }
    throw new IllegalStateException(
        "there is no Python in the folder %s, by %s: neither bin/python3 nor python.exe"
            .formatted(folder, by));
  }

  private static List<String> ask(String program, String by) {
    Process python;
    try {
      python =
          new ProcessBuilder(program, "-c", ASK)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(
          "there is no Python: %s, by %s, cannot be run; name one by -D%s=, its program or libpython"
              .formatted(program, by, PROPERTY),
          e);
    }
    try (var answer = python.inputReader(StandardCharsets.UTF_8)) {
      python.getOutputStream().close();
      List<String> lines = new ArrayList<>(answer.readAllLines());
      if (!python.waitFor(20, TimeUnit.SECONDS) || python.exitValue() != 0 || lines.size() < 9) {
        throw new IllegalStateException(
            "%s, by %s, is no Python 3: it did not tell where its libpython is"
                .formatted(program, by));
      }
      return lines;
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s, by %s, did not tell where its libpython is".formatted(program, by), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while %s was asked".formatted(program), e);
    } finally {
      python.destroy();
    }
  }

  /**
   * {@return what the answer says}
   *
   * @param answer version, program, prefix, base prefix, whether free-threaded, the libpython or
   *     nothing, the name of the library that it was linked with, two folders of packages
   */
  static Found found(List<String> answer, String program, String by) {
    String version = answer.get(0);
    String who = "Python %s (%s, by %s)".formatted(version, program, by);
    if (!Libpython.isAtLeast(version, 9)) {
      throw new IllegalStateException(who + " is older than 3.9");
    }
    if (answer.get(4).equals("1")) {
      throw new IllegalStateException(
          who + " is free-threaded, whose objects lie otherwise in memory");
    }
    if (answer.get(5).isEmpty()) {
      throw new IllegalStateException(
          who
              + (answer.get(6).endsWith(".a")
                      ? " is static: it is linked with %s and has no shared libpython; build it with"
                          + " --enable-shared, or name another by -D%s="
                      : " has no libpython at hand (%s); install it, or name another by -D%s=")
                  .formatted(answer.get(6), PROPERTY));
    }
    boolean venv = !answer.get(2).equals(answer.get(3));
    return new Found(
        Path.of(answer.get(5)),
        answer.get(1),
        answer.get(2),
        venv ? List.copyOf(new LinkedHashSet<>(answer.subList(7, 9))) : List.of());
  }
}
