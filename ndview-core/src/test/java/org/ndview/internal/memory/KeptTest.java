package org.ndview.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Things wait for their next user, no more than some. */
class KeptTest {
  @Test
  void noMoreThanSomeAreKept() {
    Kept<String> kept = new Kept<>(2);
    assertThat(kept.take()).isNull();
    assertThat(Stream.of("first", "second", "third").map(kept::give))
        .containsExactly(true, true, false);
    assertThat(kept.take()).isEqualTo("first");
    assertThat(kept.give("fourth")).isTrue();
    List<String> rest = Stream.generate(kept::take).limit(3).toList();
    assertThat(rest).containsExactly("second", "fourth", null);
  }
}
