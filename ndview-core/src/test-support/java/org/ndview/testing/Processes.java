package org.ndview.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What Linux tells of this process. */
@NullMarked
public final class Processes {
  private static final Path SELF = Path.of("/proc/self");

  private Processes() {}

  /** {@return whether the system tells: a condition of tests} */
  public static boolean areTold() {
    return Files.isReadable(SELF.resolve("status"));
  }

  /** {@return the most memory that this process has had at a time (in bytes)} */
  public static long peak() {
    return status("VmHWM:");
  }

  /** {@return the memory that this process has now (in bytes)} */
  public static long resident() {
    return status("VmRSS:");
  }

  private static long status(String key) {
    try (Stream<String> lines = Files.lines(SELF.resolve("status"))) {
      String line = lines.filter(l -> l.startsWith(key)).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return how many mappings have a name that contains a text} */
  public static long mappings(String name) {
    try (Stream<String> lines = Files.lines(SELF.resolve("maps"))) {
      return lines.filter(line -> line.contains(name)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the number of open file handles} */
  public static long handles() {
    try (Stream<Path> handles = Files.list(SELF.resolve("fd"))) {
      return handles.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
