import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes the command line an application of its own: a folder with a launcher, a JVM of the modules
 * that it needs, its jars, a cache of what the JVM has worked out at a run before (AOT cache), the
 * manual page and a script for completion. Arguments: the examples' jar, the version, and the
 * folder to make.
 */
public final class AppImage {
  private static final String MAIN = "org.ndview.examples.cli.NdViewCommand";
  private static final String TRAINING = "org.ndview.examples.cli.Training";

  /** What the command line uses; the examples' class path has all of ND4J besides. */
  private static final List<String> LIBRARIES =
      List.of(
          "ndview-core",
          "picocli",
          "jackson-core",
          "commons-compress",
          "commons-io",
          "commons-lang3",
          "progressbar",
          "jline-terminal",
          "jline-native");

  /** ImageIO is in java.desktop; jline logs. */
  private static final String MODULES = "java.base,java.desktop,java.logging,jdk.unsupported";

  private static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          // a tenth of the compilations: most starts end before one pays, and long work has them
          // soon
          "-XX:CompileThresholdScaling=10",
          // the cache at the addresses that it was made for, if they are free: its pages are not
          // rewritten
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          // a cache that fits no more, as when a copy has other times, costs time alone
          "-Xlog:disable",
          "-Xlog:all=error,aot*=off,cds*=off:stderr");

  /** What jpackage's launcher for Linux has beside it. */
  private static final List<String> UNUSED =
      List.of("app/ndview.cfg", "app/.jpackage.xml", "libapplauncher.so", "ndview.png");

  private AppImage() {}

  /**
   * Makes the image.
   *
   * @param args the examples' jar, the version, the folder
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path jar = Path.of(args[0]);
    String version = args[1];
    Path folder = Path.of(args[2]).toAbsolutePath();
    delete(folder);
    Path input = Files.createDirectories(folder.resolve("input"));
    List<Path> jars = new ArrayList<>(List.of(jar));
    LIBRARIES.forEach(name -> jars.add(library(name)));
    for (Path each : jars) {
      copy(each, input.resolve(each.getFileName()));
    }
    Path runtime = folder.resolve("runtime");
    tool(
        "jlink",
        List.of(
            "--add-modules",
            MODULES,
            "--output",
            runtime.toString(),
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-6"));
    List<String> words = new ArrayList<>();
    Collections.addAll(words, "--type", "app-image", "--name", "ndview");
    // numbers alone are allowed
    Collections.addAll(words, "--app-version", version.replaceAll("-.*", ""));
    Collections.addAll(words, "--input", input.toString(), "--dest", folder.toString());
    Collections.addAll(words, "--runtime-image", runtime.toString());
    Collections.addAll(words, "--main-jar", jar.getFileName().toString(), "--main-class", MAIN);
    List<String> options = new ArrayList<>(JVM);
    options.add("-XX:AOTCache=$APPDIR/ndview.aot");
    options.forEach(option -> Collections.addAll(words, "--java-options", option));
    tool("jpackage", words);
    delete(input);
    delete(runtime);
    finish(folder);
  }

  /** Trains the cache with the image's own JVM and jars, and adds what help there is. */
  private static void finish(Path folder) throws IOException, InterruptedException {
    Path configuration = only(folder, "ndview.cfg");
    Path app = configuration.getParent();
    String java = only(folder, "java.exe", "java").toString();
    List<String> launch = new ArrayList<>(List.of(java));
    launch.addAll(JVM);
    // a cache is for one class path, which the launcher has in an order of its own
    String entry = "app.classpath=$APPDIR";
    String classPath =
        Files.readAllLines(configuration).stream()
            .filter(line -> line.startsWith(entry))
            .map(line -> app + line.substring(entry.length()))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> training = new ArrayList<>(launch);
    Collections.addAll(
        training, "-XX:AOTCacheOutput=" + app.resolve("ndview.aot"), "-cp", classPath, TRAINING);
    Path log = folder.resolve("training.log");
    run(training, log);
    Collections.addAll(launch, "-cp", classPath, MAIN);
    Path share = Files.createDirectories(configuration.resolveSibling("share"));
    run(with(launch, "manual"), share.resolve("ndview.1"));
    run(with(launch, "completion"), share.resolve("ndview-completion.sh"));
    Path launcher = folder.resolve("ndview", "bin", "ndview");
    if (System.getProperty("os.name").equals("Linux")) {
      Files.writeString(launcher, script(app, classPath));
      for (String unused : UNUSED) {
        Files.delete(folder.resolve("ndview", "lib").resolve(unused));
      }
    }
  }

  /**
   * {@return a launcher for Linux} The one of jpackage asks rpm and dpkg at each start whose file
   * it is, which takes as long as the JVM.
   */
  private static String script(Path app, String classPath) {
    List<String> words = new ArrayList<>(JVM);
    Collections.addAll(words, "-XX:AOTCache=$lib/app/ndview.aot", "-cp");
    words.add(classPath.replace(app.toString(), "$lib/app"));
    return """
    #!/bin/sh
    # Starts ndview, from wherever its folder is, through links too.
    self=$0
    case $self in
      */*) ;;
      *) self=./$self ;;
    esac
    if [ -L "$self" ]; then
      self=$(readlink -f "$self")
    fi
    lib=${self%%/*}/../lib
    exec "$lib/runtime/bin/java" %s %s "$@"
    """
        .formatted(
            words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" ")), MAIN);
  }

  private static List<String> with(List<String> words, String word) {
    List<String> more = new ArrayList<>(words);
    more.add(word);
    return more;
  }

  private static void run(List<String> words, Path out) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "code %d of %s%n%s".formatted(code, words, Files.readString(out)));
    }
  }

  /** {@return the jar of a library on this program's own class path, which is the examples'} */
  private static Path library(String name) {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator);
    List<Path> found =
        Stream.of(entries)
            .map(Path::of)
            .filter(path -> path.getFileName().toString().matches(name + "-[0-9].*\\.jar"))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "the class path has %s for %s: run it in the phase package".formatted(found, name));
    }
    return found.getFirst();
  }

  /**
   * Copies a jar. Classes of Java 5, as picocli's are, become those of Java 8: the cache takes none
   * that the old verifier checks.
   */
  private static void copy(Path jar, Path target) throws IOException {
    ClassFile classFile = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    ClassTransform code = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    ClassTransform newer =
        code.andThen(ClassTransform.endHandler(to -> to.withVersion(ClassFile.JAVA_8_VERSION, 0)));
    try (ZipInputStream from = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(target))) {
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        byte[] bytes = from.readAllBytes();
        if (entry.getName().endsWith(".class") && bytes[7] < ClassFile.JAVA_6_VERSION) {
          bytes = classFile.transformClass(classFile.parse(bytes), newer);
        }
        ZipEntry copied = new ZipEntry(entry.getName());
        copied.setLastModifiedTime(entry.getLastModifiedTime());
        to.putNextEntry(copied);
        to.write(bytes);
      }
    }
  }

  private static Path only(Path folder, String... names) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> List.of(names).contains(file.getFileName().toString()))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + names[0] + " in " + folder));
    }
  }

  private static void tool(String name, List<String> words) {
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(() -> new IllegalStateException("this JDK has no " + name));
    int code = tool.run(System.out, System.err, words.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException("code %d of %s %s".formatted(code, name, words));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
