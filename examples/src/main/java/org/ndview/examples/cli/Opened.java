package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.image.Images;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Npy;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzFile;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsFile;

/** A file of any kind that is open. Closing it ends its views. */
final class Opened implements AutoCloseable {
  private static final int LISTED = 10;

  /** Gives an array by its name. */
  private interface ByName {
    NdView view(String name) throws IOException;
  }

  private final Path file;
  private final Kind kind;
  private final List<String> names;
  private final ByName views;
  private final Runnable end;

  private Opened(Path file, Kind kind, List<String> names, ByName views, Runnable end) {
    this.file = file;
    this.kind = kind;
    this.names = names;
    this.views = views;
    this.end = end;
  }

  /**
   * {@return a file of the kind that its first bytes tell}
   *
   * @throws IOException if it cannot be read, or is damaged
   * @throws IllegalArgumentException if it is of no kind that is known
   */
  static Opened open(Path file) throws IOException {
    Kind kind = Kind.of(file);
    return switch (kind) {
      case NPY -> single(file, kind, Npy.read(file));
      case IDX -> single(file, kind, IdxHeader.open(file));
      case IMAGE -> single(file, kind, Images.read(file));
      case DOCUMENT -> single(file, kind, ViewFiles.read(file));
      case NPZ -> {
        NpzFile npz = Npz.read(file);
        yield new Opened(file, kind, npz.names(), npz::view, npz::close);
      }
      case SAFETENSORS -> {
        SafetensorsFile tensors = Safetensors.open(file);
        List<String> names = List.copyOf(tensors.views().keySet());
        yield new Opened(file, kind, names, tensors::view, tensors::close);
      }
      case RAW -> throw new IllegalStateException("no file says of itself that it is raw");
    };
  }

  /**
   * {@return a file of raw items}
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it has not as many bytes as the items have
   */
  static Opened raw(Path file, String dtype, long @Nullable [] shape, long offset)
      throws IOException {
    return single(file, Kind.RAW, RawBytes.map(file, dtype, shape, offset));
  }

  private static Opened single(Path file, Kind kind, NdView view) {
    return new Opened(file, kind, List.of(""), _ -> view, view::close);
  }

  /** {@return what the file is} */
  Kind kind() {
    return kind;
  }

  /** {@return whether the file names its arrays} */
  boolean named() {
    return kind == Kind.NPZ || kind == Kind.SAFETENSORS;
  }

  /** {@return the names of the arrays; one empty name in a file that has none} */
  List<String> names() {
    return names;
  }

  /**
   * {@return an array}
   *
   * @param name its name, or null for the only one
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if there is none of this name, or no name and not one array
   */
  NdView view(@Nullable String name) throws IOException {
    if (name == null) {
      if (names.size() != 1) {
        throw new IllegalArgumentException(
            "%s has %d arrays%s; --name chooses one".formatted(file, names.size(), listed()));
      }
      return views.view(names.getFirst());
    }
    if (!named() && !name.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has one array, which has no name such as \"%s\"".formatted(file, name));
    }
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "%s has no array \"%s\" among its %d%s".formatted(file, name, names.size(), listed()));
    }
    return views.view(name);
  }

  private String listed() {
    if (names.isEmpty()) {
      return "";
    }
    String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
    return ": " + first + (names.size() > LISTED ? ", ..." : "");
  }

  @Override
  public void close() {
    end.run();
  }
}
