package org.ndview.examples.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.image.ImageInfo;
import org.ndview.npy.NpyInfo;

/**
 * What there is to know of an array without its items.
 *
 * @param format the items' format
 * @param order the order in which they lie: C, F or strided
 * @param shape the lengths
 * @param itemsize how long an item is (in bytes)
 */
record Described(String format, String order, List<Long> shape, long itemsize) {
  /** {@return what is known of a view} */
  static Described of(NdView view) {
    List<Long> shape = Arrays.stream(view.shape()).boxed().toList();
    return new Described(view.format().toString(), Texts.order(view), shape, view.itemsize());
  }

  /** {@return what NumPy's header says} */
  static Described of(NpyInfo info) {
    Format format = info.format();
    // a row has both orders, as nothing has, and C is the name of that
    boolean both =
        info.shape().contains(0L) || info.shape().stream().filter(n -> n != 1).count() < 2;
    String order = both || info.order() == Order.C ? "C" : "F";
    return new Described(format.toString(), order, info.shape(), format.itemsize());
  }

  /** {@return what an image file says of itself} */
  static Described of(ImageInfo info) {
    String code =
        switch (info.bits()) {
          case 8 -> "B";
          case 16 -> "H";
          case 32 -> "f";
          case 64 -> "d";
          default -> throw new IllegalStateException("samples of " + info.bits() + " bits");
        };
    List<Long> shape =
        List.of((long) info.height(), (long) info.width(), (long) info.channels().channels());
    return new Described(code, "C", shape, Format.parse(code).itemsize());
  }

  /** {@return the parts by name, with the array's own} */
  Map<String, Object> document(String name) {
    Map<String, Object> array = new LinkedHashMap<>();
    array.put("name", name);
    array.put("format", format);
    array.put("order", order);
    array.put("shape", shape);
    array.put("itemsize", itemsize);
    array.put("bytes", shape.stream().reduce(itemsize, Math::multiplyExact));
    return array;
  }
}
