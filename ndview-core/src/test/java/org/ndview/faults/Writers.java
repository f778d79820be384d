package org.ndview.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.ndview.NdView;
import org.ndview.image.Images;
import org.ndview.io.Progress;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Compression;
import org.ndview.npy.Npy;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzFile;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsFile;

/** Everything that writes files, with what reads them. */
enum Writers {
  NPY("a.npy") {
    @Override
    void write(Path file, NdView view) throws IOException {
      Npy.write(file, view);
    }

    @Override
    String read(Path file) throws IOException {
      try (NdView view = Npy.read(file)) {
        return view.hex();
      }
    }
  },
  NPZ_STORED("a.npz") {
    @Override
    void write(Path file, NdView view) throws IOException {
      Npz.write(file, Map.of("a", view), Compression.STORED);
    }

    @Override
    String read(Path file) throws IOException {
      try (NpzFile read = Npz.read(file)) {
        return read.view("a").hex();
      }
    }
  },
  NPZ_DEFLATED("a.npz") {
    @Override
    void write(Path file, NdView view) throws IOException {
      Npz.write(file, Map.of("a", view), Compression.DEFLATED);
    }

    @Override
    String read(Path file) throws IOException {
      return NPZ_STORED.read(file);
    }
  },
  SAFETENSORS("a.safetensors") {
    @Override
    void write(Path file, NdView view) throws IOException {
      Safetensors.write(file, Map.of("a", view), Map.of("k", "v"));
    }

    @Override
    String read(Path file) throws IOException {
      try (SafetensorsFile read = Safetensors.open(file)) {
        return read.view("a").hex();
      }
    }
  },
  DOCUMENT("a.json") {
    @Override
    void write(Path file, NdView view) throws IOException {
      ViewFiles.write(file, view, Storage.C);
    }

    @Override
    String read(Path file) throws IOException {
      try (NdView view = ViewFiles.read(file)) {
        return view.hex();
      }
    }
  },
  DOCUMENT_WITH_SUM("a.json") {
    @Override
    void write(Path file, NdView view) throws IOException {
      ViewFiles.write(file, view, Storage.C, true, Progress.NONE);
    }

    @Override
    String read(Path file) throws IOException {
      return DOCUMENT.read(file);
    }
  },
  PNG("a.png") {
    @Override
    void write(Path file, NdView view) throws IOException {
      Images.writePng(file, view);
    }

    @Override
    String read(Path file) throws IOException {
      try (NdView view = Images.read(file)) {
        return view.hex();
      }
    }
  };

  private final String fileName;

  Writers(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }

  abstract void write(Path file, NdView view) throws IOException;

  /** {@return the items of the file as hexadecimal digits, all of them read} */
  abstract String read(Path file) throws IOException;
}
