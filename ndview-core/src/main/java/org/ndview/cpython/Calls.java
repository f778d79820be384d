package org.ndview.cpython;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.reflect.Method;
import java.util.Arrays;

/** The forms of Python's functions: letters are long (pointers and sizes), int and double. */
@SuppressWarnings("restricted")
final class Calls {
  private Calls() {}

  /** No argument, an int. */
  public interface ToInt {
    int call();
  }

  /** No argument, a pointer. */
  public interface ToLong {
    long call();
  }

  /** No argument, nothing. */
  public interface Plain {
    void call();
  }

  /** An int, nothing. */
  public interface OfInt {
    void call(int a);
  }

  /** A pointer, nothing. */
  public interface Of1 {
    void call(long a);
  }

  /** Two pointers, nothing. */
  public interface Of2 {
    void call(long a, long b);
  }

  /** Three pointers, nothing. */
  public interface Of3 {
    void call(long a, long b, long c);
  }

  /** A pointer, a pointer. */
  public interface L1 {
    long call(long a);
  }

  /** Two pointers, a pointer. */
  public interface L2 {
    long call(long a, long b);
  }

  /** Three pointers, a pointer. */
  public interface L3 {
    long call(long a, long b, long c);
  }

  /** Four pointers, a pointer. */
  public interface L4 {
    long call(long a, long b, long c, long d);
  }

  /** Two pointers and an int, a pointer. */
  public interface L2I {
    long call(long a, long b, int c);
  }

  /** A pointer, an int. */
  public interface I1 {
    int call(long a);
  }

  /** Two pointers, an int. */
  public interface I2 {
    int call(long a, long b);
  }

  /** Three pointers, an int. */
  public interface I3 {
    int call(long a, long b, long c);
  }

  /** Two pointers and an int, an int. */
  public interface I2I {
    int call(long a, long b, int c);
  }

  /** A double, a pointer. */
  public interface LD {
    long call(double a);
  }

  /** Two doubles, a pointer. */
  public interface LDD {
    long call(double a, double b);
  }

  /** A pointer, a double. */
  public interface D1 {
    double call(long a);
  }

  /** {@return a function of libpython, in a form} */
  static <T> T function(String name, Class<T> form) {
    Method method =
        Arrays.stream(form.getMethods())
            .filter(m -> m.getName().equals("call"))
            .findFirst()
            .orElseThrow();
    MemoryLayout[] arguments =
        Arrays.stream(method.getParameterTypes()).map(Calls::layout).toArray(MemoryLayout[]::new);
    FunctionDescriptor descriptor =
        method.getReturnType() == void.class
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(layout(method.getReturnType()), arguments);
    MethodHandle handle =
        Linker.nativeLinker().downcallHandle(Libpython.symbols().findOrThrow(name), descriptor);
    return MethodHandleProxies.asInterfaceInstance(form, handle);
  }

  private static ValueLayout layout(Class<?> type) {
    return type == int.class
        ? ValueLayout.JAVA_INT
        : type == double.class ? ValueLayout.JAVA_DOUBLE : ValueLayout.JAVA_LONG;
  }
}
