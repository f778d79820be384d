package org.ndview.arrow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.ExtensionType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.internal.check.BriefText;

/**
 * What the extension type {@code arrow.fixed_shape_tensor} says of its lists: the shape of the
 * tensor that each of them is, as <a
 * href="https://arrow.apache.org/docs/format/CanonicalExtensions.html#fixed-shape-tensor">Arrow's
 * canonical extensions</a> have it.
 *
 * <p>The items of a list lie in C order of {@link #shape}. A permutation makes another order of the
 * dimensions of it: dimension i of the tensor is dimension {@code permutation[i]} of the shape, as
 * in {@link NdView#permute}. Names are names of the dimensions of the shape.
 *
 * {@snippet lang="java" :
 * FixedShapeTensor images = FixedShapeTensor.of(28, 32, 3).withPermutation(2, 0, 1);
 * System.out.println(Arrays.toString(images.logicalShape())); // [3, 28, 32]
 * System.out.println(images.metadata()); // {"shape":[28,32,3],"permutation":[2,0,1]}
 * }
 *
 * @param shape the lengths of the dimensions, as the items lie
 * @param permutation the order of the dimensions, empty for that of the shape
 * @param dimNames the names of the dimensions of the shape, empty if they have none
 */
public record FixedShapeTensor(List<Long> shape, List<Integer> permutation, List<String> dimNames) {
  /** The name that a field with this type has in its metadata. */
  public static final String NAME = "arrow.fixed_shape_tensor";

  /**
   * Checks and copies the parts.
   *
   * @throws IllegalArgumentException if a length is negative or there are more than 63 dimensions;
   *     if the permutation does not name each dimension once; if there are more or less names than
   *     dimensions
   */
  public FixedShapeTensor {
    shape = List.copyOf(shape);
    permutation = List.copyOf(permutation);
    dimNames = List.copyOf(dimNames);
    int n = shape.size();
    if (n >= Layout.MAX_NDIM) {
      throw new IllegalArgumentException(
          "a tensor of %d dimensions; at most %d are possible".formatted(n, Layout.MAX_NDIM - 1));
    }
    if (shape.stream().anyMatch(length -> length < 0)) {
      throw new IllegalArgumentException(
          "a tensor of negative length: shape " + BriefText.numbers(shape));
    }
    boolean each = permutation.stream().sorted().toList().equals(identity(n));
    if (!permutation.isEmpty() && !each) {
      throw new IllegalArgumentException(
          "%s is no permutation of the %d dimensions of shape %s"
              .formatted(BriefText.numbers(permutation), n, BriefText.numbers(shape)));
    }
    if (!dimNames.isEmpty() && dimNames.size() != n) {
      throw new IllegalArgumentException(
          "%d names for the %d dimensions of shape %s: %s"
              .formatted(dimNames.size(), n, BriefText.numbers(shape), BriefText.list(dimNames)));
    }
  }

  private static List<Integer> identity(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  /**
   * {@return the type of tensors of a shape, in C order and without names}
   *
   * @param shape the lengths of the dimensions
   * @throws IllegalArgumentException if a length is negative, or there are more than 63
   */
  public static FixedShapeTensor of(long... shape) {
    return new FixedShapeTensor(Arrays.stream(shape).boxed().toList(), List.of(), List.of());
  }

  /**
   * {@return the type of the tensors that a view has along its first dimension, with the
   * permutation by which Arrow can share them as they lie} Where the items are no block in any
   * order of the dimensions after the first, no type shares them, and {@link
   * ArrowVectors#plan(NdView, Field)} says so.
   *
   * @param batch the view, of one dimension at least
   * @throws IllegalArgumentException if the view has no dimension, or too many
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  public static FixedShapeTensor asItLies(NdView batch) {
    Layout layout = batch.layout();
    if (layout.ndim() == 0) {
      throw new IllegalArgumentException("a view without dimensions is no batch of tensors");
    }
    List<Integer> outermostFirst =
        IntStream.range(0, layout.ndim() - 1)
            .boxed()
            .sorted(Comparator.comparingLong((Integer d) -> -layout.stride(d + 1)))
            .toList();
    List<Long> shape = outermostFirst.stream().map(d -> layout.shape(d + 1)).toList();
    List<Integer> permutation =
        identity(shape.size()).stream().map(outermostFirst::indexOf).toList();
    return new FixedShapeTensor(
        shape, permutation.equals(identity(shape.size())) ? List.of() : permutation, List.of());
  }

  /**
   * {@return what a field's metadata say of tensors; empty if they name another extension, or none}
   *
   * @param field the field, of lists of a fixed size
   * @throws IllegalArgumentException if the metadata are not those of the extension, or contradict
   *     the size of the lists
   */
  public static Optional<FixedShapeTensor> of(Field field) {
    Map<String, String> metadata = Extensions.metadata(field);
    if (!NAME.equals(metadata.get(ExtensionType.EXTENSION_METADATA_KEY_NAME))) {
      return Optional.empty();
    }
    String text = metadata.getOrDefault(ExtensionType.EXTENSION_METADATA_KEY_METADATA, "");
    FixedShapeTensor tensor = TensorJson.read(text);
    if (Extensions.storage(field) instanceof ArrowType.FixedSizeList list
        && list.getListSize() == tensor.size()) {
      return Optional.of(tensor);
    }
    throw new IllegalArgumentException(
        "the field '%s' has tensors of shape %s, and is of type %s"
            .formatted(
                BriefText.of(field.getName()),
                BriefText.numbers(tensor.shape),
                BriefText.of(Extensions.storage(field))));
  }

  /** The number of items of a tensor, -1 for more than a long has. */
  private long size() {
    if (shape.contains(0L)) {
      return 0;
    }
    try {
      return shape.stream().reduce(1L, Math::multiplyExact);
    } catch (ArithmeticException _) {
      return -1;
    }
  }

  /**
   * {@return the same with another order of dimensions}
   *
   * @param order which dimension of the shape is the first, the second and so on
   * @throws IllegalArgumentException if it does not name each dimension once
   */
  public FixedShapeTensor withPermutation(int... order) {
    return new FixedShapeTensor(shape, Arrays.stream(order).boxed().toList(), dimNames);
  }

  /**
   * {@return the same with names of the dimensions of the shape}
   *
   * @param names the names, as many as dimensions
   * @throws IllegalArgumentException if they are more or less
   */
  public FixedShapeTensor withDimNames(String... names) {
    return new FixedShapeTensor(shape, permutation, List.of(names));
  }

  /** {@return the shape of a tensor as a reader sees it: permuted} */
  public long[] logicalShape() {
    return order().stream().mapToLong(shape::get).toArray();
  }

  /** The dimensions of the shape in the order that a reader sees. */
  List<Integer> order() {
    return permutation.isEmpty() ? identity(shape.size()) : permutation;
  }

  /** {@return the text of the metadata: JSON, as the extension has it} */
  public String metadata() {
    return TensorJson.write(this);
  }

  /**
   * {@return a field of such tensors, without nulls}
   *
   * @param name the field's name
   * @param type the type of the items
   * @throws IllegalArgumentException if the tensors have more items than Arrow's lists (2^31 - 1)
   */
  public Field field(String name, ArrowType type) {
    return field(name, new Field("item", FieldType.notNullable(type), null));
  }

  Field field(String name, Field item) {
    long size = size();
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "tensors of shape %s have more items than Arrow's lists, %d"
              .formatted(BriefText.numbers(shape), Integer.MAX_VALUE));
    }
    Map<String, String> metadata = new HashMap<>();
    metadata.put(ExtensionType.EXTENSION_METADATA_KEY_NAME, NAME);
    metadata.put(ExtensionType.EXTENSION_METADATA_KEY_METADATA, metadata());
    ArrowType lists = new ArrowType.FixedSizeList((int) size);
    return new Field(
        name, new FieldType(false, lists, null, metadata), new ArrayList<>(List.of(item)));
  }
}
