package org.ndview.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;
import org.ndview.Statistics;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.json.ViewMetadata;
import org.ndview.npy.Compression;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzFile;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsFile;

/** What needs no mapper holds with whatever Jackson, Commons and slf4j the platform pins. */
abstract class DocumentsAndFiles {
  @TempDir Path folder;

  /** {@return rows 0 and 2 of three, backwards} */
  static NdView view() {
    return NdView.of(new double[] {0.5, -1, 1 / 3.0, 4, 5, 6}).reshape(3, 2).slice("::-2");
  }

  /**
   * A class of the user's own, as each platform's mapper reads and writes it.
   *
   * @param label a property like others
   * @param image a view
   * @param channels its statistics
   */
  record Sample(String label, NdView image, Statistics channels) {
    static Sample ofView() {
      return new Sample("boot", view(), view().statistics(-1));
    }

    void isEqualTo(Sample other) {
      assertThat(label).isEqualTo(other.label);
      assertThat(image.contentEquals(other.image)).isTrue();
      assertThat(channels).isEqualTo(other.channels);
    }
  }

  @Test
  void documentsGoThereAndBack() throws Exception {
    String json = ViewMetadata.inline(view(), Storage.AS_IT_LIES).toJson();
    assertThat(ViewMetadata.parse(json).open().contentEquals(view())).isTrue();
  }

  @Test
  void documentsWithTheirBytesInAFileGoThereAndBack() throws Exception {
    ViewFiles.write(folder.resolve("view.json"), view(), Storage.C);
    try (NdView mapped = ViewFiles.read(folder.resolve("view.json"))) {
      assertThat(mapped.contentEquals(view())).isTrue();
    }
  }

  @Test
  void npzGoesThereAndBack() throws Exception {
    Npz.write(folder.resolve("views.npz"), Map.of("x", view()), Compression.DEFLATED);
    try (NpzFile file = Npz.read(folder.resolve("views.npz"))) {
      assertThat(file.view("x").contentEquals(view())).isTrue();
    }
  }

  @Test
  void safetensorsGoThereAndBack() throws Exception {
    Safetensors.write(folder.resolve("x.safetensors"), Map.of("x", view()), Map.of("by", "ndview"));
    try (SafetensorsFile file = Safetensors.open(folder.resolve("x.safetensors"))) {
      assertThat(file.view("x").contentEquals(view())).isTrue();
      assertThat(file.metadata()).containsEntry("by", "ndview");
    }
  }
}
