package org.ndview.platforms;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.module.scala.DefaultScalaModule;
import org.junit.jupiter.api.Test;
import org.ndview.json.NdViewJackson2Module;
import tools.jackson.databind.json.JsonMapper;

class Spark42Test extends DocumentsAndFiles {
  @Test
  void viewsArePropertiesForAMapperWithScalasModule() throws Exception {
    ObjectMapper mapper =
        new ObjectMapper()
            .registerModule(new DefaultScalaModule())
            .registerModule(new NdViewJackson2Module());
    String json = mapper.writeValueAsString(Sample.ofView());
    mapper.readValue(json, Sample.class).isEqualTo(Sample.ofView());
  }

  @Test
  void viewsArePropertiesForJackson3BesideIt() {
    JsonMapper mapper = JsonMapper.builder().findAndAddModules().build();
    String json = mapper.writeValueAsString(Sample.ofView());
    mapper.readValue(json, Sample.class).isEqualTo(Sample.ofView());
  }
}
