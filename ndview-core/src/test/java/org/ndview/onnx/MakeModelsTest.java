package org.ndview.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.testing.Python;

class MakeModelsTest {
  @Test
  void theModelsAreThoseThatTheScriptWrites(@TempDir Path folder) throws Exception {
    assumeTrue(Python.runs("import pathlib"), "no python3");
    URL script = Objects.requireNonNull(MakeModelsTest.class.getResource("make_models.py"));
    Python.run(List.of(Path.of(script.toURI()).toString(), folder.toString()), List.of());
    List<String> names;
    try (Stream<Path> written = Files.list(folder)) {
      names = written.map(path -> path.getFileName().toString().replace(".onnx", "")).toList();
    }
    assertThat(names).hasSizeGreaterThan(10).contains("classifier", "scale");
    for (String name : names) {
      assertThat(Files.readAllBytes(folder.resolve(name + ".onnx")))
          .as(name)
          .isEqualTo(OnnxModels.bytes(name));
    }
  }
}
