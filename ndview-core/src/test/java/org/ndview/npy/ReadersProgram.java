package org.ndview.npy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Random;
import org.ndview.NdView;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsFile;
import org.ndview.testing.Processes;

/**
 * What {@link ReadersProcessTest} looks at: files that are opened again and again, and cut short.
 */
final class ReadersProgram {
  private static final int SIZE = 32 << 20;

  private ReadersProgram() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    if (args[0].equals("cut short")) {
      cutShort(folder.resolve("a.npz"));
      return;
    }
    try (NdView big = NdView.allocate("B", SIZE)) {
      Npy.write(folder.resolve("a.npy"), big);
      Npz.write(folder.resolve("stored.npz"), Map.of("a", big), Compression.STORED);
      Npz.write(folder.resolve("deflated.npz"), Map.of("a", big), new Compression(1));
      Safetensors.write(folder.resolve("a.safetensors"), Map.of("a", big), Map.of());
      ViewFiles.write(folder.resolve("a.json"), big, Storage.C);
    }
    Files.write(folder.resolve("bad"), new byte[100]);
    Path damaged = folder.resolve("damaged.npz");
    byte[] zip = Files.readAllBytes(folder.resolve("deflated.npz"));
    // the checksum in the directory's only entry, whose name has 5 letters: 22 bytes end the file
    zip[zip.length - 22 - (46 + 5) + 16] ^= 1;
    Files.write(damaged, zip);
    round(args[0], folder);
    long handles = Processes.handles();
    for (int i = 0; i < 30; i++) {
      round(args[0], folder);
    }
    System.out.println("peak " + Processes.peak());
    System.out.println("mappings " + Processes.mappings(folder.toString()));
    System.out.println("handles " + (Processes.handles() - handles));
  }

  private static void round(String reader, Path folder) throws IOException {
    switch (reader) {
      case "npy" -> {
        try (NdView view = Npy.read(folder.resolve("a.npy"))) {
          touch(view);
        }
        fails(() -> Npy.read(folder.resolve("bad")));
      }
      case "npz stored" -> npz(folder.resolve("stored.npz"));
      case "npz deflated" -> npz(folder.resolve("deflated.npz"));
      case "npz that is damaged" -> {
        try (NpzFile file = Npz.read(folder.resolve("damaged.npz"))) {
          fails(() -> file.view("a"));
        }
        fails(() -> Npz.read(folder.resolve("bad")));
        try {
          Npz.read(
              folder.resolve("deflated.npz"),
              NpzOptions.ALL.withProgress((done, total) -> {
                if (done == total) {
                  throw new IllegalStateException("enough");
                }
              }));
          throw new AssertionError("not refused");
        } catch (IllegalStateException _) {
          // as the listener wants it
        }
      }
      case "safetensors" -> {
        try (SafetensorsFile file = Safetensors.open(folder.resolve("a.safetensors"))) {
          touch(file.view("a").slice("::2"));
        }
        fails(() -> Safetensors.open(folder.resolve("bad")));
      }
      case "views" -> {
        try (NdView view = ViewFiles.read(folder.resolve("a.json"))) {
          touch(view.slice("1:"));
        }
        fails(() -> ViewFiles.read(folder.resolve("bad")));
      }
      default -> throw new IllegalArgumentException(reader);
    }
  }

  private static void npz(Path path) throws IOException {
    try (NpzFile file = Npz.read(path)) {
      touch(file.view("a").slice("1:"));
    }
  }

  private static void touch(NdView view) {
    for (long i = 0; i < view.size(); i += 4096) {
      if (view.getInt(i) != 0) {
        throw new AssertionError("other bytes");
      }
    }
  }

  @FunctionalInterface
  private interface Reading {
    Object read() throws IOException;
  }

  private static void fails(Reading reading) {
    try {
      Object read = reading.read();
      throw new AssertionError("not refused: " + read);
    } catch (IOException _) {
      // as it should
    }
  }

  /** zlib and checksums must not be handed bytes that are not there any more. */
  private static void cutShort(Path path) throws IOException {
    byte[] random = new byte[8 << 20];
    new Random(1).nextBytes(random);
    int refused = 0;
    for (int i = 0; i < 20; i++) {
      Npz.write(path, Map.of("a", NdView.of(random)), new Compression(1));
      try (NpzFile file = Npz.read(path)) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
          channel.truncate(1 << 20);
        }
        file.view("a");
      } catch (NpyException e) {
        refused +=
            e.getMessage().startsWith(path + ", entry 'a.npy': the file has been cut") ? 1 : 0;
      }
    }
    System.out.println("refused " + refused);
  }
}
