package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;

/** What a view refuses once it is released, or its memory closed underneath. */
class NdViewReleaseTest {
  private static final Set<String> STILL_WORK = Set.of("toString", "isReleased", "close");

  /** Every public method of NdView but those of Object, so that none is forgotten. */
  static Stream<Method> methods() {
    return Stream.of(NdView.class.getMethods())
        .filter(m -> !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getDeclaringClass() != Object.class)
        .filter(m -> !m.isBridge() && !m.isDefault())
        .filter(m -> !STILL_WORK.contains(m.getName()));
  }

  private static Object argument(Class<?> type) {
    return switch (type.getName()) {
      case "long" -> 0L;
      case "int" -> 0;
      case "short" -> (short) 0;
      case "byte" -> (byte) 0;
      case "char" -> ':';
      case "float" -> 0f;
      case "double" -> 0.0;
      case "boolean" -> false;
      case "[J" -> new long[] {0};
      case "[I" -> new int[] {0};
      case "[D" -> new double[] {0.5};
      case "java.lang.String" -> "b";
      case "java.lang.Object" -> 0;
      case "org.ndview.Order" -> Order.C;
      case "org.ndview.Casting" -> Casting.UNSAFE;
      case "org.ndview.Scaling" -> Scaling.of(0.5, 0);
      case "org.ndview.Execution" -> Execution.PARALLEL;
      case "java.util.function.BooleanSupplier" -> (java.util.function.BooleanSupplier) () -> true;
      case "org.ndview.MemoryGuard" -> (MemoryGuard) () -> {};
      case "org.ndview.Layout" -> Layout.contiguous(Order.C, 1);
      case "org.ndview.NdView" -> NdView.of(new byte[1]);
      case "org.ndview.format.Format" -> Format.parse("b");
      case "[Lorg.ndview.Index;" -> new Index[0];
      default -> unknown(type);
    };
  }

  private static Object unknown(Class<?> type) {
    throw new AssertionError("no argument of " + type);
  }

  private static Object call(NdView view, Method method) throws Throwable {
    Object[] arguments = Stream.of(method.getParameterTypes()).map(t -> argument(t)).toArray();
    try {
      return method.invoke(view, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aReleasedViewRefusesEveryMethod(Method method) {
    NdView array = NdView.of(new byte[1]);
    NdView scalar = NdView.allocate("i");
    NdView struct = NdView.allocate("T{<i:b:}", 1);
    for (NdView view : new NdView[] {array, scalar, struct}) {
      view.close();
      assertThatThrownBy(() -> call(view, method))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the view is released");
    }
  }

  @Test
  void everyMethodIsSeen() {
    // 13 names of the design, and all typed getters and setters
    assertThat(methods().map(Method::getName))
        .contains("get", "set", "slice", "cast", "assign", "convertTo", "contentEquals", "obj")
        .contains("iterator", "metadata", "trimmed", "field", "segment", "hex", "copy")
        .hasSizeGreaterThan(7 * 5 * 2 + 40);
  }

  @Test
  void aReleasedViewIsRefusedAsAnArgumentToo() {
    NdView view = NdView.of(new byte[1]);
    NdView released = NdView.of(new byte[1]);
    released.close();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> view.assign(released));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> view.convertTo(released));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> view.contentEquals(released));
  }

  @Test
  void anIteratorEndsWithItsView() {
    NdView view = NdView.of(new byte[3]);
    Iterator<Object> items = view.iterator();
    assertThat(items.next()).isEqualTo(0);
    view.close();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(items::next);
  }

  @Test
  void whatStillWorks() {
    NdView view = NdView.allocate("d", 3);
    view.close();
    view.close();
    assertThat(view.isReleased()).isTrue();
    assertThat(view).hasToString("NdView (released)").isEqualTo(view);
    assertThat(view.hashCode()).isEqualTo(view.hashCode());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void memoryClosedUnderneathIsAnIllegalState(Method method) {
    for (String format : new String[] {"b", "<h", "T{b:b:}", "Zf"}) {
      for (int ndim = 0; ndim < 5; ndim++) {
        NdView view;
        try (Arena arena = Arena.ofShared()) {
          long[] shape = new long[ndim];
          java.util.Arrays.fill(shape, 1);
          view = NdView.of(arena.allocate(64), format, shape);
        }
        try {
          call(view, method);
          throw new AssertionError(method + " works on closed memory");
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("losed");
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
          // another number of indices, a field that is not there, a shape that differs
          assertThat(e.getMessage()).isNotBlank();
        } catch (Throwable e) {
          throw new AssertionError(method + " of '" + format + "' in " + ndim + " dimensions", e);
        }
      }
    }
  }

  @Test
  void pointersIntoClosedMemoryAreAnIllegalState() {
    NdView view;
    NdView row;
    try (Arena arena = Arena.ofConfined()) {
      var memory = arena.allocate(32, 8);
      memory.set(java.lang.foreign.ValueLayout.JAVA_LONG, 0, memory.address() + 8);
      Layout layout = Layout.of(1, 0, new long[] {1, 4}, new long[] {8, 1}, new long[] {0, -1});
      view = NdView.of(memory, Format.parse("b"), layout);
      row = view.slice("0");
      assertThat(view.get(0, 3)).isEqualTo(0);
    }
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> view.get(0, 3));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> view.slice("0"));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(view::toList);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(view::copy);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> row.contentEquals(row));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> row.get(1));
  }
}
