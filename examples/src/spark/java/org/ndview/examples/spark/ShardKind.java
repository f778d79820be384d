package org.ndview.examples.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.ndview.NdView;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Npy;
import org.ndview.safetensors.Safetensors;

/** What a shard's files are. */
enum ShardKind {
  /** One array in each file, such as {@code shard-000.images.npy}. */
  NPY(".npy") {
    @Override
    NdView open(Path folder, String shard, String array) throws IOException {
      return Npy.read(folder.resolve(shard + "." + array + ".npy"));
    }
  },

  /** All arrays in one file, such as {@code shard-001.safetensors}. */
  SAFETENSORS(".safetensors") {
    @Override
    NdView open(Path folder, String shard, String array) throws IOException {
      // closing the view ends the mapping
      return Safetensors.open(folder.resolve(shard + ".safetensors")).view(array).owning();
    }
  },

  /** A document and raw bytes for each array, such as {@code shard-002.images.json}. */
  RAW(".json") {
    @Override
    NdView open(Path folder, String shard, String array) throws IOException {
      return ViewFiles.read(folder.resolve(shard + "." + array + ".json"));
    }
  };

  private final String ending;

  ShardKind(String ending) {
    this.ending = ending;
  }

  /** {@return what the names of its files end in} */
  String ending() {
    return ending;
  }

  /**
   * {@return a mapped array, which owns the mapping}
   *
   * @param folder where the shard is
   * @param shard its name
   * @param array the array's name
   * @throws IOException if there is no such file, or it is damaged
   */
  abstract NdView open(Path folder, String shard, String array) throws IOException;
}
