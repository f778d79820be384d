package org.ndview.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ndview.NdView;
import org.ndview.image.ImageException;
import org.ndview.image.Images;
import org.ndview.image.ReadOptions;
import org.ndview.json.ViewDataException;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Npy;
import org.ndview.npy.NpyException;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzEntry;
import org.ndview.npy.NpzFile;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsException;
import org.ndview.safetensors.SafetensorsFile;

/** Files, whole, and headers that stand in a file that is right around them. */
final class FileTargets {
  private static final List<String> PYTHON =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ",",
          ":",
          "'",
          "True",
          "None",
          "'<i4'",
          "'|V0'",
          "'<U3'",
          "'|S0'",
          "('a', '<i4')",
          "('', '|V4')",
          "\\x00",
          "\\ud800",
          "\\'",
          "'shape'",
          "'descr': '<f8', ",
          "(2,)",
          "'<M8[ns]'",
          "'|O'",
          "L",
          "_1",
          "u'",
          "\u00e9");
  private static final List<String> TENSORS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\"F32\"",
          "\"F4\"",
          "\"BOOL\"",
          "\"C64\"",
          "[0,0]",
          "[0,8]",
          "\"__metadata__\":{\"a\":\"b\"},",
          "\"w\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[0,8]}",
          "\\ud800",
          "\\u0000",
          "1.0",
          "1e1",
          "null",
          " ");

  private static final List<Class<? extends Throwable>> NPY = List.of(NpyException.class);
  private static final List<Class<? extends Throwable>> SAFETENSORS =
      List.of(SafetensorsException.class);

  private static final List<Class<? extends Throwable>> IMAGES = List.of(ImageException.class);

  /** Deflate makes no more of a byte. */
  private static final long DEFLATED = 1032;

  private FileTargets() {}

  static List<Target> all() {
    return List.of(
        new Target("npy", List.of(), NPY, 512, 0, 10_000, FileTargets::npy),
        Target.ofText("npy_headers", PYTHON, NPY, 4096, 12_000, text -> npy(npyFile(text))),
        new Target("npz", List.of(), NPY, 8192, DEFLATED, 5_000, FileTargets::npz),
        new Target("npy", List.of(), NPY, 8192, DEFLATED, 2_000, in -> npz(deflated(in))),
        new Target("safetensors", List.of(), SAFETENSORS, 4096, 0, 6_000, FileTargets::safetensors),
        Target.ofText(
            "safetensors_headers",
            TENSORS,
            SAFETENSORS,
            4096,
            10_000,
            text -> safetensors(safetensorsFile(text))));
  }

  /** {@return the same by a path, and images: nothing stays open or mapped} */
  static List<Target> ofPaths(Path folder) {
    Path file = folder.resolve("hostile");
    Path json = folder.resolve("hostile.json");
    return List.of(
        new Target(
            "npy", List.of(), NPY, 4096, 0, 150, in -> view(Npy.read(Files.write(file, in)))),
        new Target(
            "npz", List.of(), NPY, 8192, DEFLATED, 150, in -> npz(Npz.read(Files.write(file, in)))),
        new Target(
            "safetensors",
            List.of(),
            SAFETENSORS,
            4096,
            0,
            150,
            in -> safetensors(Safetensors.open(Files.write(file, in)))),
        Target.ofText(
            "documents",
            JsonTargets.TOKENS,
            List.of(ViewDataException.class),
            4096,
            150,
            text -> view(ViewFiles.read(Files.writeString(json, printable(text))))),
        new Target("images", List.of(), IMAGES, 1 << 15, 1 << 12, 500, in -> image(file, in)),
        new Target(
            "images", List.of(), IMAGES, 1 << 15, 1 << 12, 500, in -> image(file, sums(in))));
  }

  /** A file holds no halves of surrogate pairs. */
  private static String printable(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static Target.Value image(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return view(Images.read(file, ReadOptions.DEFAULT.withMaxPixels(1 << 14)));
  }

  /** A PNG file with the right checksums: other changes are seen behind them alone. */
  private static byte[] sums(byte[] png) {
    ByteBuffer out = ByteBuffer.wrap(png.clone());
    int at = 8;
    while (at + 12 <= png.length) {
      int length = out.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(png, at + 4, length + 4);
      out.putInt(at + 8 + length, (int) sum.getValue());
      at += length + 12;
    }
    return out.array();
  }

  private static Target.Value npy(byte[] bytes) throws IOException {
    return view(Npy.read(MemorySegment.ofArray(bytes)));
  }

  private static Target.Value view(NdView view) {
    return new Target.Value(() -> Use.of(view), view::close);
  }

  private static byte[] npyFile(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 3, 0});
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length).array());
    out.writeBytes(text);
    out.writeBytes(new byte[64]);
    return out.toByteArray();
  }

  private static Target.Value npz(byte[] bytes) throws IOException {
    return npz(Npz.read(MemorySegment.ofArray(bytes)));
  }

  private static Target.Value npz(NpzFile file) throws IOException {
    try {
      for (NpzEntry entry : file.entries()) {
        read(entry);
      }
    } catch (Throwable e) {
      file.close();
      throw e;
    }
    return new Target.Value(
        () -> {
          for (NpzEntry entry : file.entries()) {
            String _ = entry + entry.name();
            NdView view = read(entry);
            if (view != null) {
              Use.of(view);
            }
          }
          String _ = file.toString();
        },
        file::close);
  }

  private static NdView read(NpzEntry entry) throws IOException {
    try {
      String _ = String.valueOf(entry.info());
    } catch (NpyException e) {
      String _ = e.getMessage();
    }
    try {
      return entry.view();
    } catch (NpyException _) {
      return null; // the others may be read
    }
  }

  private static byte[] deflated(byte[] npy) throws IOException {
    var out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(npy);
    }
    return out.toByteArray();
  }

  private static Target.Value safetensors(byte[] bytes) throws IOException {
    return safetensors(Safetensors.open(MemorySegment.ofArray(bytes)));
  }

  private static Target.Value safetensors(SafetensorsFile file) {
    return new Target.Value(
        () -> {
          String _ = file + " " + file.metadata();
          file.views().values().forEach(Use::of);
        },
        file::close);
  }

  private static byte[] safetensorsFile(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + 48)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }
}
