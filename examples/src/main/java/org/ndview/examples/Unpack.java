package org.ndview.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.ndview.io.AtomicFile;

/** Unpacks the data that the examples bring with them. */
public final class Unpack {
  private Unpack() {}

  /**
   * {@return the unpacked file, made anew unless it is there}
   *
   * @param resource a gzip'd file on the class path
   * @param folder where the unpacked file belongs
   * @throws IOException if it cannot be written
   */
  public static Path gunzip(String resource, Path folder) throws IOException {
    String name = resource.substring(resource.lastIndexOf('/') + 1).replaceFirst("\\.gz$", "");
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return file;
    }
    ProgressBarBuilder bar =
        ProgressBar.builder().setTaskName(name).setUnit(" KB", 1 << 10).hideEta();
    try (InputStream packed = Unpack.class.getResourceAsStream(resource)) {
      if (packed == null) {
        throw new IOException("no resource " + resource);
      }
      try (InputStream unpacked =
          new GZIPInputStream(ProgressBar.wrap(packed, bar.setInitialMax(packed.available())))) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        AtomicFile.write(
            file, part -> Files.copy(unpacked, part, StandardCopyOption.REPLACE_EXISTING));
      }
    }
    return file;
  }

  /**
   * {@return a file that the examples bring with them, copied anew unless it is there}
   *
   * @param resource a file on the class path
   * @param folder where the copy belongs
   * @throws IOException if it cannot be written
   */
  static Path copy(String resource, Path folder) throws IOException {
    Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    if (Files.exists(file)) {
      return file;
    }
    try (InputStream in = Unpack.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, part -> Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING));
    }
    return file;
  }
}
