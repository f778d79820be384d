package org.ndview.json;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Statistics;
import tools.jackson.databind.module.SimpleModule;

/**
 * A module for Jackson 3: an ObjectMapper that has it reads and writes {@link NdView} and {@link
 * ViewMetadata}, alone and as properties of your own classes. {@code
 * JsonMapper.builder().findAndAddModules()} finds it. For Jackson 2 there is {@link
 * NdViewJackson2Module}.
 *
 * <p>{@link Statistics} and {@link Scaling} are their numbers, and come back with the same bits.
 *
 * <p>A view is written as its document, with the bytes in it as base64; only its items, in C order,
 * unless {@link #withStorage} says otherwise. It is read back over memory of its own. {@link
 * #withFolder} lets documents refer to files too.
 */
public final class NdViewModule extends SimpleModule {
  private static final long serialVersionUID = 1;

  private final Storage storage;
  private final transient @Nullable Path folder;

  /** Makes the module that writes views in C order, and follows no references to files. */
  public NdViewModule() {
    this(Storage.C, null);
  }

  private NdViewModule(Storage storage, @Nullable Path folder) {
    super(NdViewModule.class.getName());
    this.storage = storage;
    this.folder = folder;
    addSerializer(ViewMetadata.class, new DocumentSerializer<>(MetadataWriter::write));
    addDeserializer(
        ViewMetadata.class, new DocumentDeserializer<>(ViewMetadata.class, MetadataReader::read));
    addSerializer(
        NdView.class,
        new DocumentSerializer<>(
            (view, json) -> MetadataWriter.write(JsonDocuments.inline(view, storage), json)));
    addDeserializer(
        NdView.class,
        new DocumentDeserializer<>(NdView.class, json -> JsonDocuments.open(json, folder)));
    addSerializer(Statistics.class, new DocumentSerializer<>(StatisticsJson::write));
    addDeserializer(
        Statistics.class,
        new DocumentDeserializer<>(Statistics.class, StatisticsJson::readStatistics));
    addSerializer(Scaling.class, new DocumentSerializer<>(StatisticsJson::write));
    addDeserializer(
        Scaling.class, new DocumentDeserializer<>(Scaling.class, StatisticsJson::readScaling));
  }

  /**
   * {@return the module that writes views in a way}
   *
   * @param how what is written of a view: only the items, or all that the view spans
   */
  public NdViewModule withStorage(Storage how) {
    return new NdViewModule(how, folder);
  }

  /**
   * {@return the module that also reads views whose bytes are in files, as {@link
   * ViewMetadata#open(Path)} does: mapped, read-only, until the view is closed}
   *
   * @param below the folder that references are resolved in, and never leave
   */
  public NdViewModule withFolder(Path below) {
    return new NdViewModule(storage, below);
  }
}
