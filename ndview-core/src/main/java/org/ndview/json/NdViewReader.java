package org.ndview.json;

import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.io.Progress;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads a view from a document that has its bytes, or refers to a file below a folder. */
final class NdViewReader extends ValueDeserializer<NdView> {
  private final @Nullable Path folder;

  NdViewReader(@Nullable Path folder) {
    this.folder = folder;
  }

  @Override
  public NdView deserialize(JsonParser json, DeserializationContext context) {
    MetadataReader.Openable read = MetadataReader.readToOpen(json);
    try {
      return DataOpener.open(
          read.metadata(), read.decoded(), folder, MapMode.READ_ONLY, Progress.NONE);
    } catch (ViewDataException e) {
      throw MetadataReader.wrong(json, e.pointer(), e.detail(), e);
    }
  }
}
