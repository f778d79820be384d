package org.ndview.json;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
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
    ViewMetadata metadata = MetadataReader.read(json);
    try {
      return folder == null ? metadata.open() : metadata.open(folder);
    } catch (ViewDataException e) {
      throw MetadataReader.wrong(json, e.pointer(), e.detail(), e);
    }
  }
}
