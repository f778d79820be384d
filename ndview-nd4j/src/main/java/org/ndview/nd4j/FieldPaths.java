package org.ndview.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.SubArray;

/**
 * Fields of records by their paths: {@code "pt.x"} is a field of the struct {@code pt}, {@code
 * "pos[0]"} an element of the array {@code pos}. A path to a struct, or an array of them, is one to
 * each of the numbers in it.
 */
final class FieldPaths {
  /**
   * A view of numbers, one row for each record.
   *
   * @param path how it was found
   * @param view the numbers; its dimensions after the first are elements of arrays
   */
  record Leaf(String path, NdView view) {
    /** {@return a name for each of the numbers of a record} */
    List<String> names() {
      List<String> names = new ArrayList<>();
      addNames(path, view.shape(), 1, names);
      return names;
    }

    private static void addNames(String name, long[] shape, int dim, List<String> names) {
      if (dim == shape.length) {
        names.add(name);
        return;
      }
      for (long i = 0; i < shape[dim]; i++) {
        addNames(name + "[" + i + "]", shape, dim + 1, names);
      }
    }
  }

  private FieldPaths() {}

  /** {@return all numbers of records, in the order in which they lie} */
  static List<Leaf> all(NdView records, Compound compound) {
    List<Leaf> leaves = new ArrayList<>();
    addFields("", records, compound, leaves);
    return leaves;
  }

  /**
   * {@return the numbers that a path leads to}
   *
   * @throws IllegalArgumentException if it leads nowhere
   * @throws UnsupportedOperationException if it leads to no number
   */
  static List<Leaf> of(NdView records, Compound compound, String path) {
    NdView view = records;
    Compound in = compound;
    String rest = path;
    while (true) {
      String name = name(in, rest);
      view = view.field(name == null ? rest : name); // which refuses what is no field
      rest = name == null ? "" : rest.substring(name.length());
      while (rest.startsWith("[")) {
        int end = rest.indexOf(']');
        view = element(view, path, end < 0 ? rest : rest.substring(0, end + 1));
        rest = end < 0 ? "" : rest.substring(end + 1);
      }
      if (rest.isEmpty()) {
        List<Leaf> leaves = new ArrayList<>();
        add(path, view, leaves);
        if (leaves.isEmpty()) {
          throw refusal(path, view.format());
        }
        return leaves;
      }
      if (!rest.startsWith(".") || !(view.format() instanceof Compound next)) {
        throw new IllegalArgumentException(
            "the path '%s' leads nowhere: items of '%s' have no '%s'"
                .formatted(ShortText.of(path), ShortText.of(view.format()), ShortText.of(rest)));
      }
      in = next;
      rest = rest.substring(1);
    }
  }

  /** The longest name of a field that a path begins with: names may have dots and brackets too. */
  private static @Nullable String name(Compound compound, String path) {
    String longest = null;
    for (Field field : compound.fields()) {
      String name = field.name();
      if (name != null
          && begins(path, name)
          && (longest == null || name.length() > longest.length())) {
        longest = name;
      }
    }
    return longest;
  }

  private static boolean begins(String path, String name) {
    int end = name.length();
    return path.startsWith(name) && (path.length() == end || ".[".indexOf(path.charAt(end)) >= 0);
  }

  /** The element of an array that an index in brackets names. */
  private static NdView element(NdView view, String path, String index) {
    long[] shape = view.shape();
    if (shape.length < 2) {
      throw new IllegalArgumentException(
          "the path '%s' leads nowhere: '%s' is no array, so has no %s"
              .formatted(ShortText.of(path), ShortText.of(view.format()), ShortText.of(index)));
    }
    long i;
    try {
      i = Long.parseLong(index, 1, index.length() - 1, 10);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "the path '%s' leads nowhere: %s is no index"
              .formatted(ShortText.of(path), ShortText.of(index)),
          e);
    }
    if (i < 0 || i >= shape[1]) {
      throw new IllegalArgumentException(
          "the path '%s' leads nowhere: index %d is none of the %d elements"
              .formatted(ShortText.of(path), i, shape[1]));
    }
    return view.select(1, i);
  }

  private static void addFields(String prefix, NdView view, Compound compound, List<Leaf> leaves) {
    for (Field field : compound.fields()) {
      String name = field.name();
      if (name != null && hasNumbers(field.format())) {
        add(prefix + name, view.field(name), leaves);
      }
    }
  }

  /** The numbers of a field. */
  private static void add(String path, NdView view, List<Leaf> leaves) {
    if (scalar(view.format()) != null) {
      leaves.add(new Leaf(path, view));
    } else if (view.format() instanceof Compound compound && hasNumbers(compound)) {
      if (view.ndim() == 1) {
        addFields(path + ".", view, compound, leaves);
        return;
      }
      for (long i = 0; i < view.shape()[1]; i++) {
        add(path + "[" + i + "]", view.select(1, i), leaves);
      }
    }
  }

  private static boolean hasNumbers(Format format) {
    Format element = element(format);
    return scalar(element) != null
        || (element instanceof Compound compound
            && compound.fields().stream()
                .anyMatch(field -> field.name() != null && hasNumbers(field.format())));
  }

  private static Format element(Format format) {
    return format instanceof SubArray array ? array.merged().element() : format;
  }

  /** The type of a number that ND4J can hold, or else null. */
  private static @Nullable ScalarType scalar(Format format) {
    return format instanceof Scalar scalar
            && (scalar.type() == ScalarType.LONG_DOUBLE || DataTypes.of(scalar) != null)
        ? scalar.type()
        : null;
  }

  private static UnsupportedOperationException refusal(String path, Format format) {
    return new UnsupportedOperationException(
        "the field '%s' cannot be a column of numbers: %s"
            .formatted(ShortText.of(path), DataTypes.refusal(element(format)).reason()));
  }
}
