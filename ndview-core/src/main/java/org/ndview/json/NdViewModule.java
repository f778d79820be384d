package org.ndview.json;

import org.ndview.NdView;
import tools.jackson.databind.module.SimpleModule;

/**
 * A module for Jackson 3: an ObjectMapper that has it reads and writes {@link ViewMetadata}, and
 * writes an {@link NdView} as its {@link NdView#metadata()}. {@code
 * JsonMapper.builder().findAndAddModules()} finds it.
 */
public final class NdViewModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  /** Makes the module. */
  public NdViewModule() {
    super(NdViewModule.class.getName());
    addSerializer(ViewMetadata.class, new MetadataWriter());
    addDeserializer(ViewMetadata.class, new MetadataReader());
    addSerializer(NdView.class, new NdViewWriter());
  }
}
