package org.ndview.json;

import tools.jackson.databind.json.JsonMapper;

/** The mapper behind {@link ViewMetadata#toJson} and {@link ViewMetadata#parse}. */
final class Documents {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().addModule(new NdViewModule()).build();

  private Documents() {}

  static String write(ViewMetadata metadata) {
    return MAPPER.writeValueAsString(metadata);
  }

  static ViewMetadata read(String json) {
    return MAPPER.readValue(json, ViewMetadata.class);
  }
}
