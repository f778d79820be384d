package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.Statistics;

class NdViewJackson2ModuleTest {
  record Sample(String name, @Nullable NdView image, List<NdView> more) {}

  record Described(String name, ViewMetadata view) {}

  private static final JsonMapper MAPPER = JsonMapper.builder().findAndAddModules().build();

  private static ObjectMapper with(NdViewJackson2Module module) {
    return JsonMapper.builder().addModule(module).build();
  }

  @Test
  void aViewIsAPropertyOfYourOwnRecord() throws Exception {
    NdView image = NdView.of(new int[] {1, 2, 3, 4}).reshape(2, 2).transpose();
    NdView rows = NdView.ofRows(new double[][] {{1, 2}, {3, 4}});
    String json =
        MAPPER.writeValueAsString(new Sample("x", image, List.of(rows, image.slice("0"))));
    Sample again = MAPPER.readValue(json, Sample.class);
    assertThat(again.name()).isEqualTo("x");
    assertThat(again.image().toList()).isEqualTo(image.toList());
    assertThat(again.image().format()).isEqualTo(image.format().canonical());
    assertThat(again.image().isCContiguous()).isTrue();
    assertThat(again.more().get(0).toList()).isEqualTo(rows.toList());
    assertThat(again.more().get(0).suboffsets()).isEmpty();
    assertThat(again.more().get(1).toList()).isEqualTo(List.of(1, 3));
    // memory of its own, to write to
    again.image().set(9, 0, 0);
    assertThat(image.get(0, 0)).isEqualTo(1);
    for (var document : MAPPER.readTree(json).get("more")) {
      assertThat(Schemas.errors(document.toString())).isEmpty();
    }
  }

  @Test
  void aMissingViewIsNull() throws Exception {
    Sample none = new Sample("x", null, List.of());
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(none), Sample.class)).isEqualTo(none);
  }

  @Test
  void metadataIsAPropertyToo() throws Exception {
    Described described = new Described("x", NdView.ofRows(new short[2][3]).metadata());
    String json = MAPPER.writeValueAsString(described);
    assertThat(MAPPER.readValue(json, Described.class)).isEqualTo(described);
  }

  @Test
  void theModuleSaysHowViewsAreWritten() throws Exception {
    ObjectMapper mapper = with(new NdViewJackson2Module().withStorage(Storage.AS_IT_LIES));
    NdView rows = NdView.ofRows(new int[][] {{1, 2, 3}, {4, 5, 6}}).slice("::-1, ::2");
    NdView again = mapper.readValue(mapper.writeValueAsString(rows), NdView.class);
    assertThat(again.strides()).isEqualTo(rows.strides());
    assertThat(again.suboffsets()).isEqualTo(rows.suboffsets());
    assertThat(again.toList()).isEqualTo(rows.toList());
    ObjectMapper columns = with(new NdViewJackson2Module().withStorage(Storage.F));
    assertThat(columns.readValue(columns.writeValueAsString(rows), NdView.class).isFContiguous())
        .isTrue();
  }

  @Test
  void filesAreReadBelowTheFolderOfTheModule(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("a.bin"), new byte[] {1, 2, 3});
    ViewMetadata metadata =
        NdView.of(new byte[3]).metadata().withData(DataReference.of("a.bin", 0, 3));
    String json = "{\"a\":" + metadata.toJson() + "}";
    ObjectMapper mapper = with(new NdViewJackson2Module().withFolder(folder));
    Map<String, NdView> views =
        mapper.readValue(
            json, mapper.getTypeFactory().constructMapType(Map.class, String.class, NdView.class));
    try (NdView view = views.get("a")) {
      assertThat(view.toList()).isEqualTo(List.of(1, 2, 3));
      assertThat(view.isReadOnly()).isTrue();
    }
    String sample = "{\"name\":\"x\",\"image\":%s}";
    assertThatThrownBy(() -> MAPPER.readValue(sample.formatted(metadata.toJson()), Sample.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining(
            "view metadata at /image/data/uri: the bytes are in the file \"a.bin\", and no folder is given");
    String out = metadata.withData(DataReference.of("../a.bin", 0, 3)).toJson();
    assertThatThrownBy(() -> mapper.readValue(sample.formatted(out), Sample.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("at /image/data/uri: \"../a.bin\" is no path down");
  }

  @Test
  void errorsNameThePathFromTheRoot() throws Exception {
    String json = "{\"name\":\"x\",\"more\":[{\"ndview\":1,\"shape\":[true]}]}";
    assertThatThrownBy(() -> MAPPER.readValue(json, Sample.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining(
            "view metadata at /more/0/shape/0: expected an integer from 0, found true")
        .hasMessageContaining("Sample[\"more\"]");
    NdView closed = NdView.of(new byte[3]);
    closed.close();
    assertThatThrownBy(() -> MAPPER.writeValueAsString(new Sample("x", closed, List.of())))
        .isInstanceOf(JsonMappingException.class)
        .hasMessageContaining("this view cannot be written: the view is released")
        .hasMessageContaining("Sample[\"image\"]");
    try (NdView pointers = NdView.allocate("P", 2)) {
      assertThatThrownBy(() -> MAPPER.writeValueAsString(List.of(pointers)))
          .isInstanceOf(JsonMappingException.class)
          .hasMessageContaining("'P' cannot be told to another machine");
    }
  }

  record Prepared(Statistics statistics, Scaling scaling) {}

  @Test
  void statisticsAndScalingsArePropertiesToo() throws Exception {
    Statistics statistics =
        NdView.of(new float[] {1, 2, Float.NaN, 5, 7, 11}).reshape(3, 2).statistics(-1);
    for (Scaling scaling :
        List.of(Scaling.none(), Scaling.of(0.1, 2), Scaling.standardize(statistics))) {
      Prepared prepared = new Prepared(statistics, scaling);
      String json = MAPPER.writeValueAsString(prepared);
      assertThat(MAPPER.readValue(json, Prepared.class)).isEqualTo(prepared);
    }
    assertThatThrownBy(() -> MAPPER.readValue("{\"scaling\":{\"kind\":\"twice\"}}", Prepared.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("expected none, uniform or perIndex, found twice")
        .hasMessageContaining("Prepared[\"scaling\"]");
  }
}
