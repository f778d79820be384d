package org.ndview.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.internal.bulk.RunKernel;

/** A loop gives back what it was lent, and takes memory that it is compiled for alone. */
class StagedLoopTest {
  private static final List<ArrayItems<?>> ALL =
      List.of(
          ArrayItems.BYTES,
          ArrayItems.SHORTS,
          ArrayItems.INTS,
          ArrayItems.LONGS,
          ArrayItems.FLOATS,
          ArrayItems.DOUBLES);

  static List<RunKernel> loops() {
    return List.of(
        new RunLoops8().toFloats(false),
        new RunLoops16().toLongs(-1),
        new RunLoops32().toDoubles(true),
        new BFloat16Loops(-1).of(RunLoopsFloat.read()),
        RunLoopsFloat.toBytes(RunLoopsFloat.read(), PackedLoops.intsToBytes(-1)),
        RunLoopsFloat.toShorts(RunLoopsFloat.read(), PackedLoops.intsToShorts()),
        RunLoopsDouble.toBytes(RunLoopsDouble.read(), PackedLoops.intsToBytes(-1)),
        RunLoopsDouble.toShorts(RunLoopsDouble.read(), PackedLoops.intsToShorts()),
        RunLoopsDouble.toInts(RunLoopsDouble.toDoubles(RunLoopsDouble.read(), 2, 1)));
  }

  private static <T> T lent(ArrayItems<T> items) {
    T array = items.take();
    items.give(array);
    return array;
  }

  @ParameterizedTest
  @MethodSource("loops")
  void whatALoopWasLentIsThereForTheNext(RunKernel loop) {
    List<?> before = ALL.stream().map(StagedLoopTest::lent).toList();
    try (Arena arena = Arena.ofConfined()) {
      loop.run(arena.allocate(8 * 100, 8), 0, arena.allocate(8 * 100, 8), 0, 100);
    }
    List<?> after = ALL.stream().map(StagedLoopTest::lent).toList();
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).isSameAs(before.get(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 16})
  void integersOfOtherWidthsHaveNoLoops(int width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntegerLoops.of(width))
        .withMessage("no integer has %d bytes", width);
  }
}
