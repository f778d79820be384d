package org.ndview.cpython;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * CPython and NumPy from Maven Central, for machines without a libpython: the natives that bytedeco
 * builds, unpacked once, and opened as any other Python is. Nothing of JavaCPP is used.
 */
final class MavenPython {
  private static final Pattern LIBPYTHON =
      Pattern.compile("libpython3\\.\\d+\\.(so(\\..*)?|dylib)|python3\\d+\\.dll");

  /** Whom NumPy's modules need, each before the next. */
  private static final List<String> LIBRARIES =
      List.of("libgcc_s", "libquadmath", "libgfortran", "libopenblas");

  private MavenPython() {}

  /** {@return whether the tests were started with the artifacts for this machine} */
  static boolean isThere() {
    return Stream.of("cpython", "numpy", "openblas").allMatch(name -> resource(name) != null);
  }

  private static URL resource(String name) {
    return MavenPython.class.getResource("/" + folder(name));
  }

  private static String folder(String name) {
    return "org/bytedeco/" + name + "/" + platform() + "/";
  }

  /** As bytedeco names it. */
  static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return (os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : "linux")
        + (arch.equals("aarch64") ? "-arm64" : "-x86_64");
  }

  /** Unpacks it, and names it as the Python to load. */
  @SuppressWarnings("restricted")
  static void choose() {
    try {
      Path root = Path.of(System.getProperty("java.io.tmpdir"), "maven-python");
      Path done = root.resolve("unpacked");
      if (!Files.exists(done)) {
        for (String name : List.of("cpython", "numpy", "openblas")) {
          unpack(name, root);
        }
        Files.createFile(done);
      }
      Path home = root.resolve(folder("cpython"));
      setVariable("PYTHONHOME", home.toString());
      setVariable("PYTHONPATH", root.resolve(folder("numpy")).resolve("python").toString());
      setVariable("PYTHONDONTWRITEBYTECODE", "1");
      for (String library : LIBRARIES) {
        for (Path file : named(root.resolve(folder("openblas")), library)) {
          System.load(file.toString());
        }
      }
      for (Path file : named(home, "libffi")) {
        System.load(file.toString());
      }
      System.setProperty(PythonFinder.PROPERTY, libpython(home).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> named(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> name(file).startsWith(prefix)).sorted().toList();
    }
  }

  private static Path libpython(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home, 2)) {
      return files
          .filter(file -> LIBPYTHON.matcher(name(file)).matches())
          .findFirst()
          .orElseThrow();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void unpack(String name, Path root) throws IOException {
    JarURLConnection jar = (JarURLConnection) resource(name).openConnection();
    String wanted = folder(name);
    try (InputStream file = jar.getJarFileURL().openStream();
        ZipInputStream zip = new ZipInputStream(new BufferedInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = root.resolve(entry.getName()).normalize();
        if (target.startsWith(root) && isWanted(entry, wanted)) {
          Files.createDirectories(target.getParent());
          Files.deleteIfExists(target);
          Files.copy(zip, target);
        }
      }
    }
  }

  /** All that runs, without headers, tests, and what speaks to JavaCPP. */
  private static boolean isWanted(ZipEntry entry, String folder) {
    String name = entry.getName();
    return !entry.isDirectory()
        && name.startsWith(folder)
        && Stream.of("/include/", "/test/", "/tests/", "/share/", "/idlelib/", "jni")
            .noneMatch(name.substring(folder.length() - 1)::contains);
  }

  /** Python reads the environment of the process, of which Java has a copy alone. */
  @SuppressWarnings("restricted")
  private static void setVariable(String name, String value) {
    boolean windows = platform().startsWith("windows");
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor form =
        windows
            ? FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)
            : FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup runtime =
          windows ? SymbolLookup.libraryLookup("ucrtbase", arena) : linker.defaultLookup();
      MethodHandle set =
          linker.downcallHandle(runtime.findOrThrow(windows ? "_putenv_s" : "setenv"), form);
      var key = arena.allocateFrom(name);
      var text = arena.allocateFrom(value);
      int _ = windows ? (int) set.invokeExact(key, text) : (int) set.invokeExact(key, text, 1);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
