package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.examples.IdxFile;
import org.ndview.image.Images;
import org.ndview.image.ReadOptions;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Npy;
import org.ndview.npy.NpyInfo;
import org.ndview.npy.NpyOptions;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzFile;
import org.ndview.npy.NpzOptions;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsFile;

/** A file of any kind that is open. Closing it ends its views. */
final class Opened implements AutoCloseable {
  private static final int LISTED = 10;

  /** Gives something of an array by its name. */
  private interface ByName<T> {
    T of(String name) throws IOException;
  }

  private final Path file;
  private final Kind kind;
  private final List<String> names;
  private final ByName<NdView> views;
  private final ByName<Described> headers;
  private final Runnable end;

  private Opened(
      Path file,
      Kind kind,
      List<String> names,
      ByName<NdView> views,
      ByName<Described> headers,
      Runnable end) {
    this.file = file;
    this.kind = kind;
    this.names = names;
    this.views = views;
    this.headers = headers;
    this.end = end;
  }

  /**
   * {@return a file of the kind that its first bytes tell, or of raw items}
   *
   * @throws IOException if it cannot be read, or is damaged
   * @throws IllegalArgumentException if it is of no kind that is known
   */
  static Opened open(Path file, Reading reading) throws IOException {
    if (reading.raw() != null) {
      Kind.checkFile(file);
      return single(file, Kind.RAW, reading, reading.raw().map(file));
    }
    Kind kind = Kind.of(file);
    return switch (kind) {
      case NPY -> {
        NpyOptions options = NpyOptions.DEFAULT;
        options = reading.dates() ? options.withDatesAsIntegers() : options;
        yield single(file, kind, reading, Npy.read(file, options));
      }
      case IDX -> single(file, kind, reading, IdxFile.open(file, MapMode.READ_ONLY).items());
      case IMAGE -> image(file, reading);
      case DOCUMENT -> single(file, kind, reading, ViewFiles.read(file));
      case NPZ -> npz(file, reading);
      case SAFETENSORS -> {
        SafetensorsFile tensors = Safetensors.open(file);
        List<String> names = List.copyOf(tensors.views().keySet());
        ByName<NdView> views = name -> reading.part().apply(tensors.view(name));
        ByName<Described> headers = name -> Described.of(views.of(name));
        yield new Opened(file, kind, names, views, headers, tensors::close);
      }
      case RAW -> throw new IllegalStateException("no file says of itself that it is raw");
    };
  }

  private static Opened single(Path file, Kind kind, Reading reading, NdView view) {
    ByName<NdView> views = _ -> reading.part().apply(view);
    ByName<Described> headers = name -> Described.of(views.of(name));
    return new Opened(file, kind, List.of(""), views, headers, view::close);
  }

  /** Pixels are decoded when they are asked for: what an image is, its header tells. */
  private static Opened image(Path file, Reading reading) {
    Pixels pixels = new Pixels(file, reading);
    ByName<Described> headers =
        reading.whole()
            ? _ -> Described.of(Images.info(file))
            : _ -> Described.of(reading.part().apply(pixels.view()));
    ByName<NdView> views = _ -> reading.part().apply(pixels.view());
    return new Opened(file, Kind.IMAGE, List.of(""), views, headers, pixels::close);
  }

  /** Arrays are unpacked when they are asked for: what an array is, its header tells. */
  private static Opened npz(Path file, Reading reading) throws IOException {
    NpzOptions options = NpzOptions.ALL;
    NpzFile npz = Npz.read(file, reading.dates() ? options.withDatesAsIntegers() : options);
    ByName<NdView> views = name -> reading.part().apply(npz.view(name));
    ByName<Described> headers =
        name -> {
          boolean unread = reading.whole() && !reading.dates();
          Optional<NpyInfo> info = unread ? npz.entry(name).info() : Optional.empty();
          return info.isPresent() ? Described.of(info.get()) : Described.of(views.of(name));
        };
    return new Opened(file, Kind.NPZ, npz.names(), views, headers, npz::close);
  }

  /** The pixels of an image file, once they were asked for. */
  private static final class Pixels {
    private final Path file;
    private final Reading reading;
    private @Nullable NdView view;

    Pixels(Path file, Reading reading) {
      this.file = file;
      this.reading = reading;
    }

    NdView view() throws IOException {
      NdView made = view;
      if (made == null) {
        made = Images.read(file, ReadOptions.DEFAULT.withMaxPixels(reading.maxPixels()));
        view = made;
      }
      return made;
    }

    void close() {
      if (view != null) {
        view.close();
      }
    }
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
    return views.of(check(name));
  }

  /**
   * {@return what an array is; where a header tells, no item is read}
   *
   * @param name its name
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if there is none of this name
   */
  Described describe(String name) throws IOException {
    return headers.of(check(name));
  }

  private String check(@Nullable String name) {
    if (name == null) {
      if (names.isEmpty()) {
        throw new IllegalArgumentException(file + " has no array");
      }
      if (names.size() != 1) {
        throw new IllegalArgumentException(
            "%s has %d arrays%s; --name chooses one".formatted(file, names.size(), listed()));
      }
      return names.getFirst();
    }
    if (!named() && !name.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has one array, which has no name such as \"%s\"".formatted(file, name));
    }
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "%s has no array \"%s\" among its %d%s".formatted(file, name, names.size(), listed()));
    }
    return name;
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
