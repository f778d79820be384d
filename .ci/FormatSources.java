import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the Java sources below a folder are formatted as google-java-format does, or writes
 * them so. Modules below are left out of a check, since each checks itself.
 */
public final class FormatSources {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    List<Path> wrong = new ArrayList<>();
    for (Path file : sources(Path.of(args[1]), write)) {
      String before = Files.readString(file);
      String after = format(before);
      if (!after.equals(before)) {
        wrong.add(file);
        if (write) {
          Files.writeString(file, after);
        }
      }
    }
    if (!wrong.isEmpty() && !write) {
      System.err.println(
          "not formatted: "
              + wrong
              + "\nmvn -N verify -Pformat, at the top of the repository, formats them");
      System.exit(1);
    }
  }

  private static String format(String source) throws Exception {
    JavaFormatterOptions options =
        JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build();
    String ordered =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), options.style());
    return new Formatter(options).formatSource(ordered);
  }

  private static List<Path> sources(Path folder, boolean withModules) throws Exception {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = dir.getFileName().toString();
            boolean skip =
                !dir.equals(folder)
                    && (name.equals("target")
                        || name.startsWith(".") && !name.equals(".ci")
                        || !withModules && Files.exists(dir.resolve("pom.xml")));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }
}
