package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Names of files as they are typed. Names on Unix are bytes, and Java's are text: where the bytes
 * are none in the encoding of the locale, Java has a replacement for them and finds no file. A
 * folder tells its files' names with the same replacements, so the file is looked for there.
 */
final class FilePaths implements ITypeConverter<Path> {
  private static final char REPLACEMENT = '\ufffd';

  @Override
  public Path convert(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("the name of a file is empty");
    }
    if (text.indexOf(REPLACEMENT) < 0) {
      return path(text);
    }
    int slash = text.lastIndexOf('/') + 1;
    if (text.indexOf(REPLACEMENT) >= slash) {
      List<Path> found = named(path(slash == 0 ? "." : text.substring(0, slash)), text, slash);
      if (found.size() == 1) {
        return slash == 0 ? found.getFirst().getFileName() : found.getFirst();
      }
      if (found.size() > 1) {
        throw new TypeConversionException(
            "%d files have names that read as '%s' in the encoding %s of the locale"
                .formatted(found.size(), text, encoding()));
      }
    }
    return path(text);
  }

  private static List<Path> named(Path folder, String text, int from) {
    String name = text.substring(from);
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().equals(name)).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'%s' is no name of a file in the encoding %s of the locale (%s)"
              .formatted(text, encoding(), e.getReason()));
    }
  }

  /** {@return the encoding of names} */
  private static String encoding() {
    return System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
  }
}
