package org.ndview.hostile;

import java.util.Arrays;
import java.util.List;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.FormatException;

/** What a program does with what it has read: a part of it is enough. */
final class Use {
  /** The dimensions of a part that have two items; those behind have one. */
  private static final int WIDE = 3;

  /** What an IllegalArgumentException may be for. */
  private static final List<String> REASONS =
      List.of("the heap has", "a Java array holds", "; toBytes() gives its bytes");

  private Use() {}

  /** Whatever is thrown but what the methods' Javadoc names is passed on. */
  static void of(NdView view) {
    describe(view);
    String _ = view.toString();
    NdView part = part(view);
    allow(part::toBytes);
    allow(part::hex);
    allow(part::toList);
    allow(part::toArray);
    if (part.size() > 0) {
      allow(() -> part.get(new long[part.ndim()]));
    }
    if (part.size() > 0 && part.itemsize() < 1 << 16) {
      allow(() -> {
        try (NdView copy = part.copy()) {
          return copy.contentEquals(part);
        }
      });
    }
  }

  /** Without a look at its items. */
  static void describe(NdView view) {
    of(view.format());
    String _ = view.layout() + " " + view.nbytes() + " " + view.isContiguous();
  }

  /** A format and what it says of itself. */
  static void of(Format format) {
    String text = format.toString();
    Format again = Format.parse(text);
    if (!again.equals(format) && !again.isEquivalentTo(format)) {
      // what an exporter's itemsize says, a text cannot
      Format wider = Format.parse(text, format.itemsize());
      if (!wider.equals(format) && !wider.isEquivalentTo(format)) {
        throw new AssertionError("'" + text + "' is read as another format than printed it");
      }
    }
    if (format.itemsize() < 0 || Integer.bitCount(format.alignment()) != 1) {
      throw new AssertionError(format.itemsize() + " bytes, aligned to " + format.alignment());
    }
    if (format.hashCode() != format.hashCode()) {
      throw new AssertionError("its hash code changes");
    }
    canonical(format);
  }

  private static void canonical(Format format) {
    Format canonical;
    try {
      canonical = format.canonical();
    } catch (FormatException e) {
      throw new AssertionError("the canonical form does not parse", e);
    } catch (IllegalArgumentException _) {
      return; // an address or a long double
    }
    if (!canonical.canonical().equals(canonical) || canonical.itemsize() != format.itemsize()) {
      throw new AssertionError("the canonical form of " + format + " is not its own: " + canonical);
    }
  }

  private static NdView part(NdView view) {
    Index[] parts = new Index[view.ndim()];
    Arrays.setAll(parts, d -> Index.range(0, d < WIDE ? 2 : 1));
    return view.slice(parts);
  }

  private static void allow(java.util.concurrent.Callable<?> step) {
    try {
      Object _ = step.call();
    } catch (UnsupportedOperationException | IndexOutOfBoundsException e) {
      String _ = e.getMessage(); // no value in Java; a pointer that leads out
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      if (REASONS.stream().noneMatch(message::contains)) {
        throw new AssertionError("not for its size or its text: " + message, e);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
