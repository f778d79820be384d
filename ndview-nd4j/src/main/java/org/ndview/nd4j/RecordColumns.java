package org.ndview.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.Index;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Views;
import org.ndview.format.Compound;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Fields of records on their way to be the columns of an array. */
final class RecordColumns {
  /** From the smallest; integers before floats, since these hold them too. */
  private static final List<ScalarType> BY_SIZE =
      List.of(
          ScalarType.BOOL,
          ScalarType.UINT8,
          ScalarType.INT8,
          ScalarType.UINT16,
          ScalarType.INT16,
          ScalarType.UINT32,
          ScalarType.INT32,
          ScalarType.UINT64,
          ScalarType.INT64,
          ScalarType.FLOAT16,
          ScalarType.BFLOAT16,
          ScalarType.FLOAT32,
          ScalarType.FLOAT64);

  /** A view of numbers, and how they become columns; rule and scaling are null for copies. */
  private record Part(NdView view, @Nullable Column column) {}

  private final NdView records;
  private final List<Part> parts = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private RecordColumns(NdView records) {
    this.records = records;
  }

  /** Of the fields at some paths; of all numbers if there are none. */
  static RecordColumns of(NdView records, List<String> paths) {
    RecordColumns matrix = new RecordColumns(Objects.requireNonNull(records, "records"));
    Compound compound = matrix.compound();
    if (paths.isEmpty()) {
      matrix.add(FieldPaths.all(records, compound), null);
    }
    for (String path : paths) {
      matrix.add(FieldPaths.of(records, compound, path), null);
    }
    return matrix.checked(compound);
  }

  /** Of columns, each by its own rule. */
  static RecordColumns ofColumns(NdView records, List<Column> columns) {
    RecordColumns matrix = new RecordColumns(Objects.requireNonNull(records, "records"));
    Compound compound = matrix.compound();
    for (Column column : columns) {
      matrix.add(FieldPaths.of(records, compound, column.path()), column);
    }
    return matrix.checked(compound);
  }

  private Compound compound() {
    if (records.ndim() != 1) {
      throw new IllegalArgumentException(
          "records have one dimension, not the shape " + Arrays.toString(records.shape()));
    }
    if (records.format() instanceof Compound compound) {
      return compound;
    }
    throw new IllegalArgumentException(
        "items of '" + ShortText.of(records.format()) + "' have no fields");
  }

  private void add(List<FieldPaths.Leaf> leaves, @Nullable Column column) {
    for (FieldPaths.Leaf leaf : leaves) {
      parts.add(new Part(leaf.view(), column));
      names.addAll(leaf.names());
    }
  }

  private RecordColumns checked(Compound compound) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "no column of numbers in '" + ShortText.of(compound) + "'");
    }
    return this;
  }

  Columns columns() {
    return columns(type());
  }

  Columns columns(DataType type) {
    Objects.requireNonNull(type, "type");
    DataTypes.format(type);
    return new Columns(copy(type), names, false);
  }

  /** Over the records' memory, or refused. */
  Columns shared() {
    DataType type = type();
    Scalar format = DataTypes.format(type);
    Layout layout = sharedLayout(type);
    HandOver plan =
        layout == null
            ? HandOver.copy(
                HandOver.Cause.STRIDES, "the columns %s do not lie evenly apart as %s", names, type)
            : SharingRules.plan(records, format, layout);
    if (layout == null || !plan.shares()) {
      throw new UnsupportedOperationException(
          "ND4J cannot share the memory of these records: "
              + plan.reason()
              + "; NdArrays.columns(records, ...) copies them");
    }
    return new Columns(ViewToArray.wrap(records, format, layout), names, true);
  }

  private DataType type() {
    DataType type = DataTypes.of(resultType());
    if (type == null) {
      throw new AssertionError(records.format());
    }
    return type;
  }

  private Format resultType() {
    List<ScalarType> types = new ArrayList<>();
    for (Part part : parts) {
      ScalarType type = ((Scalar) part.view.format()).type();
      types.add(type == ScalarType.LONG_DOUBLE ? ScalarType.FLOAT64 : type);
    }
    for (ScalarType to : BY_SIZE) {
      if (types.stream().allMatch(from -> Casting.SAFE.allows(from, to))) {
        return Scalar.of(to, Mark.NATIVE);
      }
    }
    throw new AssertionError(types);
  }

  /** The columns as one layout over the memory of the records, or null if there is none. */
  private @Nullable Layout sharedLayout(DataType type) {
    Format format = parts.getFirst().view.format();
    boolean shares = DataTypes.of(format) == type && SharingRules.isNativeOrder((Scalar) format);
    return shares ? evenLayout() : null;
  }

  /** The same for columns of one format, whichever that is. */
  private @Nullable Layout evenLayout() {
    Format format = parts.getFirst().view.format();
    List<Long> offsets = new ArrayList<>();
    for (Part part : parts) {
      Layout layout = part.view.layout();
      if (!part.view.format().isEquivalentTo(format)
          || layout.hasPointers()
          || layout.size() == 0) {
        return null;
      }
      offsets(layout, 1, layout.offset(), offsets);
    }
    long itemsize = parts.getFirst().view.itemsize();
    long first = offsets.getFirst();
    long step = offsets.size() > 1 ? offsets.get(1) - first : itemsize;
    for (int i = 0; i < offsets.size(); i++) {
      if (offsets.get(i) != first + i * step) {
        return null;
      }
    }
    long[] shape = {records.size(), offsets.size()};
    return Layout.of(itemsize, first, shape, new long[] {records.layout().stride(0), step});
  }

  private static void offsets(Layout layout, int dim, long at, List<Long> offsets) {
    if (dim == layout.ndim()) {
      offsets.add(at);
      return;
    }
    for (long i = 0; i < layout.shape(dim); i++) {
      offsets(layout, dim + 1, at + i * layout.stride(dim), offsets);
    }
  }

  private INDArray copy(DataType type) {
    long[] shape = {records.size(), names.size()};
    if (records.size() == 0) {
      return Nd4j.create(type, shape);
    }
    INDArray array = Nd4j.createUninitialized(type, shape);
    fill(NdArrays.view(array), type);
    return array;
  }

  /** Writes a row for each record. */
  private void fill(NdView target, DataType type) {
    long[] shape = target.shape();
    Layout even = isPlain() ? evenLayout() : null;
    if (even != null) {
      // as one field: what lies side by side is read together
      ViewToArray.fill(target, type, records.asStrided(parts.getFirst().view.format(), even));
      return;
    }
    if (isPlain() && type != DataType.BOOL) {
      // the fields of a record are read together
      Views.stackTo(target, 1, Casting.UNSAFE, lines());
      return;
    }
    long column = 0;
    for (Part part : parts) {
      long[] own = part.view.shape();
      long next = column + part.view.size() / own[0];
      NdView place = target.slice(Index.range(0, shape[0]), Index.range(column, next)).reshape(own);
      Column rule = part.column;
      if (rule == null) {
        ViewToArray.fill(place, type, part.view);
      } else {
        convert(part.view, place, rule);
      }
      column = next;
    }
  }

  /** A view of one dimension for each column. */
  private NdView[] lines() {
    List<NdView> lines = new ArrayList<>();
    for (Part part : parts) {
      lines(part.view, lines);
    }
    return lines.toArray(new NdView[0]);
  }

  private static void lines(NdView view, List<NdView> lines) {
    if (view.ndim() == 1) {
      lines.add(view);
      return;
    }
    for (long i = 0; i < view.shape()[1]; i++) {
      lines(view.select(1, i), lines);
    }
  }

  private static void convert(NdView view, NdView place, Column rule) {
    try {
      view.convertTo(place, rule.casting(), rule.scaling());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the column '%s': %s".formatted(ShortText.of(rule.path()), e.getMessage()), e);
    }
  }

  private boolean isPlain() {
    return parts.size() > 1 && parts.stream().allMatch(part -> part.column == null);
  }
}
