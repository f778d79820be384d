package org.ndview.nd4j.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import org.ndview.NdView;

/**
 * A loop over all items of a view, or over the same memory by hand. Each row has a copy of its
 * loop's class, with profiles of its own, as each loop of a program has.
 */
abstract class ItemLoop {
  NdView view;
  MemorySegment segment;
  long base;
  long[] shape;
  long[] strides;

  /** {@return a sum, so that nothing is optimised away} */
  abstract double run();

  /** {@return a loop of a copied class over a view's items} */
  static ItemLoop over(NdView view, Class<? extends ItemLoop> loop) {
    ItemLoop copy = copy(loop);
    copy.view = view;
    copy.segment = view.segment();
    copy.base = view.layout().offset();
    copy.shape = view.shape();
    copy.strides = view.strides();
    return copy;
  }

  private static ItemLoop copy(Class<? extends ItemLoop> loop) {
    String file = loop.getName().substring(loop.getPackageName().length() + 1) + ".class";
    try (InputStream code = ItemLoop.class.getResourceAsStream(file)) {
      return (ItemLoop)
          MethodHandles.lookup()
              .defineHiddenClass(code.readAllBytes(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
