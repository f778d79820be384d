package org.ndview.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call that finds the heap or the machine full at any of its allocations ends in an
 * OutOfMemoryError, leaves what was there, and works when there is memory again.
 */
class AllocationFaultsTest {
  private static final ClassLoader LIBRARY = CountedAllocations.library();

  @TempDir private Path folder;

  static Stream<String> calls() {
    return AllocatingCalls.names().stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void whereverMemoryEndsNothingIsLost(String call) throws Exception {
    Method sweep =
        LIBRARY
            .loadClass(AllocationSweep.class.getName())
            .getMethod("of", String.class, Path.class);
    List<?> faults = (List<?>) sweep.invoke(null, call, folder);
    assertThat(faults.subList(0, faults.size() - 1)).isEmpty();
    assertThat(Integer.parseInt((String) faults.getLast())).as("allocations").isPositive();
  }
}
