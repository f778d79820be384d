package org.ndview.platforms;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class Quarkus333Test extends DocumentsAndFiles {
  @Test
  void viewsArePropertiesForAnObjectMapperThatTheCustomizerHasSeen() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    new ViewsInJson().customize(mapper);
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
