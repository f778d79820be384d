package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.ndview.NdView;
import org.ndview.image.Images;
import org.ndview.io.Progress;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Compression;
import org.ndview.npy.Npy;
import org.ndview.npy.Npz;
import org.ndview.safetensors.Safetensors;

/** The kinds of files that are written, by the endings of their names. */
enum Target {
  /** NumPy's array. */
  NPY(false, true),
  /** NumPy's archive. */
  NPZ(true, true),
  /** Tensors by name. */
  SAFETENSORS(true, false),
  /** A document, with the bytes in a file beside it. */
  JSON(false, true),
  /** An image. */
  PNG(false, false);

  /** What commands say of a file that they write. */
  static final String DESCRIPTION =
      "The new file: .npy, .npz, .safetensors, .json (with its bytes beside it) or .png.";

  /** What NumPy calls an array without a name. */
  private static final String NO_NAME = "arr_0";

  private final boolean many;
  private final boolean ordered;

  Target(boolean many, boolean ordered) {
    this.many = many;
    this.ordered = ordered;
  }

  /** {@return whether such a file has any number of arrays, with names} */
  boolean many() {
    return many;
  }

  /** {@return whether such a file can have its items in F order; the others have C order alone} */
  boolean ordered() {
    return ordered;
  }

  /**
   * {@return the kind of a file}
   *
   * @throws IllegalArgumentException if its name ends otherwise
   */
  static Target of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (Target target : values()) {
      if (name.endsWith("." + target.name().toLowerCase(Locale.ROOT))) {
        return target;
      }
    }
    throw new IllegalArgumentException(
        file + " ends in none of .npy, .npz, .safetensors, .json and .png, which can be written");
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @param file the file
   * @param arrays its arrays by name; one alone may have the empty name
   * @param progress is told how much has been written
   * @throws IOException if it cannot be written; what was there stays
   * @throws IllegalArgumentException if such a file cannot have these arrays
   */
  void write(Path file, Map<String, NdView> arrays, Progress progress) throws IOException {
    checkFolder(file);
    SequencedMap<String, NdView> named = new LinkedHashMap<>();
    arrays.forEach((name, view) -> named.put(name.isEmpty() ? NO_NAME : name, view));
    switch (this) {
      case NPZ -> Npz.write(file, named, Compression.STORED, progress);
      case SAFETENSORS -> Safetensors.write(file, named, Map.of(), progress);
      case NPY -> Npy.write(file, only(file, named), progress);
      case JSON -> {
        NdView view = only(file, named);
        ViewFiles.write(file, view, storage(view), false, progress);
      }
      case PNG -> Images.writePng(file, only(file, named));
    }
  }

  /**
   * Checks that a file can be made where it is wanted.
   *
   * @throws IOException if there is no such folder
   */
  static void checkFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new FileSystemException(file.toString(), null, "its folder is not there");
    }
  }

  /** As NumPy has it: what is in F order stays so, all else becomes C. */
  private static Storage storage(NdView view) {
    return view.isFContiguous() && !view.isCContiguous() ? Storage.F : Storage.C;
  }

  private static NdView only(Path file, SequencedMap<String, NdView> arrays) {
    if (arrays.size() != 1) {
      throw new IllegalArgumentException(
          "%s has one array, and there are %d: --name chooses one".formatted(file, arrays.size()));
    }
    return arrays.firstEntry().getValue();
  }
}
