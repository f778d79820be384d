package org.ndview.fuzz;

import static org.ndview.fuzz.Machine.check;

import java.util.Arrays;
import org.ndview.NdView;
import org.ndview.format.Format;

/** What a view tells of itself, beside its model. */
final class Attributes {
  private Attributes() {}

  static void hold(Pair pair) {
    NdView view = pair.view;
    Model m = pair.model;
    check(view.ndim() == m.ndim(), "ndim", m.ndim(), view.ndim());
    check(Arrays.equals(view.shape(), m.shape()), "shape", m.shape(), view.shape());
    check(view.size() == m.count(), "size", m.count(), view.size());
    check(view.itemsize() == m.size(), "itemsize", m.size(), view.itemsize());
    check(
        view.nbytes() == (long) m.size() * m.count(),
        "nbytes",
        m.size() * m.count(),
        view.nbytes());
    check(view.isReadOnly() == m.readOnly(), "isReadOnly", m.readOnly(), view.isReadOnly());
    check(!view.isReleased(), "isReleased", false, true);
    Format format = view.format();
    if (m.size() == m.item().size()) {
      Format wanted = Format.parse(m.item().text());
      boolean same =
          m.item() instanceof Item.Scalar s && "=@".indexOf(s.text().charAt(0)) < 0
              ? format.toString().equals(s.text())
              : format.isEquivalentTo(wanted);
      check(same, "format", m.item().text(), format.toString());
    }
    check(format.itemsize() == m.size(), "format's itemsize", m.size(), format.itemsize());
    check(Format.parse(format.toString()).equals(format), "format parsed again", format, format);
    boolean has = view.suboffsets().length > 0;
    check(has == m.pointers() || m.count() == 0, "suboffsets", m.pointers(), view.suboffsets());
    if (m.count() > 0 || !m.pointers()) {
      contiguity(view, m);
    }
    strides(pair);
  }

  private static void contiguity(NdView view, Model m) {
    boolean c = m.isContiguous(false);
    boolean f = m.isContiguous(true);
    check(view.isCContiguous() == c, "isCContiguous", c, !c);
    check(view.isFContiguous() == f, "isFContiguous", f, !f);
    check(view.isContiguous() == (c || f), "isContiguous", c || f, view.isContiguous());
  }

  /** Strides as the rules have them, and that they lead to the items. */
  private static void strides(Pair pair) {
    Model m = pair.model;
    long[] strides = pair.view.strides();
    check(strides.length == m.ndim(), "strides", m.strides(), strides);
    for (int d = 0; d < strides.length; d++) {
      boolean free = m.strides()[d] == Model.ANY;
      check(free || strides[d] == m.strides()[d], "strides", m.strides(), strides);
    }
    if (pair.home == null || m.count() == 0) {
      return;
    }
    long[] suboffsets = pair.view.suboffsets();
    long offset = pair.view.layout().offset() + pair.from;
    long[] index = new long[strides.length];
    for (long place : m.places()) {
      long at = offset;
      for (int d = 0; d < index.length; d++) {
        at += index[d] * strides[d];
        if (m.pointers() && pair.view.layout().isPointer(d)) {
          long address = Num.raw(pair.home.bytes, (int) at, 8, false);
          at = address - pair.home.actual.address() + suboffsets[d];
        }
      }
      check(pair.home.place(at - pair.home.start) == place, "place of an item", place, at);
      Model.next(index, m.shape());
    }
  }
}
