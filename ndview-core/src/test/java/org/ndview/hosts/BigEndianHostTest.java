package org.ndview.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On a big-endian machine the native order is what {@code >} is elsewhere, and what has an order of
 * its own is the same everywhere.
 */
class BigEndianHostTest {
  private static final ClassLoader HOST = BigEndianHost.library();

  @ParameterizedTest
  @CsvSource({"=, >", "@, >", ">, >", "<, <"})
  void everyResultIsThatOfTheSameOrderHere(String there, String here) throws Exception {
    assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "this machine is big-endian");
    List<?> results =
        (List<?>)
            HOST.loadClass(HostProgram.class.getName())
                .getMethod("run", String.class)
                .invoke(null, there);
    List<String> expected = HostProgram.run(here);
    assertThat(results).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(results.get(i)).isEqualTo(expected.get(i));
    }
  }
}
