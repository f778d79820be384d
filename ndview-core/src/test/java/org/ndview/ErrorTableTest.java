package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;

/** The rows of the table of errors in docs/numpy.md, for each call that touches items. */
class ErrorTableTest {
  static Stream<String> writes() {
    return ViewCalls.writes();
  }

  static Stream<String> all() {
    return ViewCalls.all();
  }

  private static Consumer<NdView> call(String name) {
    return ViewCalls.of(name);
  }

  @ParameterizedTest
  @MethodSource("all")
  void memoryOfAConfinedArenaIsRefusedInAnotherThread(String name) throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      NdView view = NdView.of(arena.allocate(40, 4), "i", 10);
      call(name).accept(view);
      AtomicReference<Throwable> fault = new AtomicReference<>();
      Thread other =
          Thread.ofPlatform().start(() -> fault.set(catchThrowable(() -> call(name).accept(view))));
      other.join();
      assertThat(fault.get()).isInstanceOf(WrongThreadException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void memoryWhoseArenaWasClosedIsRefused(String name) {
    NdView view;
    try (Arena arena = Arena.ofShared()) {
      view = NdView.of(arena.allocate(40, 4), "i", 10);
    }
    assertThatThrownBy(() -> call(name).accept(view)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aReleasedViewIsRefused(String name) {
    NdView view = NdView.allocate("i", 10);
    view.close();
    assertThatThrownBy(() -> call(name).accept(view)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void aReadOnlyViewRefusesWrites(String name) {
    NdView view = NdView.allocate("i", 10).toReadOnly();
    assertThatThrownBy(() -> call(name).accept(view)).isInstanceOf(ReadOnlyBufferException.class);
  }

  /** As many items as one likes, in the bytes of one. */
  private static NdView endless(String format) {
    Format parsed = Format.parse(format);
    Layout layout = Layout.of(parsed.itemsize(), 0, new long[] {3, 1L << 50}, new long[] {0, 0});
    return NdView.of(MemorySegment.ofArray(new byte[(int) parsed.itemsize()]), parsed, layout);
  }

  static Stream<Arguments> endlessWork() {
    NdView ints = endless("i");
    NdView structs = endless("T{i:a:}");
    return Stream.of(
        work("toList", ints::toList),
        work("toArray", ints::toArray),
        work("toBytes", ints::toBytes),
        work("hex", ints::hex),
        work("convertTo", () -> ints.convertTo(endless("q"))),
        work(
            "convertTo in parallel",
            () ->
                ints.convertTo(endless("f"), Casting.UNSAFE, Scaling.of(2, 1), Execution.PARALLEL)),
        work("convertTo of structs", () -> structs.convertTo(endless("T{q:a:}"))));
  }

  private static Arguments work(String name, ThrowingCallable call) {
    return Arguments.of(name, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void endlessWork(String name, ThrowingCallable call) {
    Throwable fault = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> catchThrowable(call));
    assertThat(fault)
        .as(name)
        .isInstanceOfAny(IllegalArgumentException.class, UnsupportedOperationException.class)
        .hasMessageMatching("(?s).*\\d{6}.*");
  }

  @Test
  void itsTextNeverFails() throws Exception {
    try (Arena arena = Arena.ofConfined()) {
      NdView view = NdView.of(arena.allocate(40, 4), "i", 10);
      AtomicReference<String> text = new AtomicReference<>();
      Thread.ofPlatform().start(() -> text.set(view.toString())).join();
      assertThat(text.get()).startsWith("NdView format 'i', shape (10,)");
    }
  }
}
