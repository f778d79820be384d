package org.ndview.platforms;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.ndview.json.NdViewJackson2Module;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

class SpringBoot35Test extends DocumentsAndFiles {
  @SpringBootApplication
  static class Application {
    /** Boot 3 looks for no modules of its own accord, and registers those that are beans. */
    @Bean
    NdViewJackson2Module views() {
      return new NdViewJackson2Module();
    }
  }

  @Test
  void viewsArePropertiesForTheObjectMapperOfTheContext() throws Exception {
    try (ConfigurableApplicationContext context = SpringApplication.run(Application.class)) {
      ObjectMapper mapper = context.getBean(ObjectMapper.class);
      String json = mapper.writeValueAsString(Sample.ofView());
      mapper.readValue(json, Sample.class).isEqualTo(Sample.ofView());
    }
  }
}
