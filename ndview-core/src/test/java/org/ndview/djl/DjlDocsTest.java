package org.ndview.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.testing.DocSnippets;

/** docs/djl.md, which DocsTest of the examples leaves to this process: the two have other JNAs. */
class DjlDocsTest {
  @Test
  void snippetsPrintWhatTheySay(@TempDir Path folder) throws Exception {
    StringBuilder code = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (String snippet : DocSnippets.of(Files.readString(Path.of("../docs/djl.md")))) {
      code.append(snippet);
      expected.addAll(DocSnippets.expectations(snippet));
    }
    assertThat(expected).isNotEmpty();
    assertThat(
            DocSnippets.run(code.toString(), "import org.ndview.*;", folder, PyTorch::assumeHere))
        .containsExactlyElementsOf(expected);
  }
}
