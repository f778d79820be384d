package org.ndview.platforms;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import org.ndview.json.NdViewJackson2Module;

/** Quarkus looks for no modules: its ObjectMapper is what the beans of this type make of it. */
@Singleton
public class ViewsInJson implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(new NdViewJackson2Module());
  }
}
