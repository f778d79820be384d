package org.ndview.platforms;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class SpringBoot40Test extends DocumentsAndFiles {
  /** Boot 4 finds NdViewModule. */
  @SpringBootApplication
  static class Application {}

  @Test
  void viewsArePropertiesForTheJsonMapperOfTheContext() {
    try (ConfigurableApplicationContext context = SpringApplication.run(Application.class)) {
      JsonMapper mapper = context.getBean(JsonMapper.class);
      String json = mapper.writeValueAsString(Sample.ofView());
      mapper.readValue(json, Sample.class).isEqualTo(Sample.ofView());
    }
  }
}
