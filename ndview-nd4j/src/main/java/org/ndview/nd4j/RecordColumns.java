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
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.SubArray;

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

  private final NdView records;
  private final List<NdView> fields = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  private RecordColumns(NdView records) {
    this.records = records;
  }

  static RecordColumns of(NdView records, List<String> names) {
    Objects.requireNonNull(records, "records");
    if (records.ndim() != 1) {
      throw new IllegalArgumentException(
          "records have one dimension, not the shape " + Arrays.toString(records.shape()));
    }
    if (!(records.format() instanceof Compound compound)) {
      throw new IllegalArgumentException(
          "items of '" + ShortText.of(records.format()) + "' have no fields");
    }
    RecordColumns matrix = new RecordColumns(records);
    if (names.isEmpty()) {
      for (Field field : compound.fields()) {
        if (field.name() != null && isNumber(field.format())) {
          matrix.add(field.name());
        }
      }
    } else {
      for (String name : names) {
        check(name, compound.field(name).format());
        matrix.add(name);
      }
    }
    if (matrix.names.isEmpty()) {
      throw new IllegalArgumentException(
          "no column of numbers in '" + ShortText.of(compound) + "'");
    }
    return matrix;
  }

  private static Format element(Format format) {
    return format instanceof SubArray array ? array.merged().element() : format;
  }

  private static boolean isNumber(Format format) {
    return scalar(element(format)) != null;
  }

  /** The type of a number that ND4J can hold, or else null. */
  private static @Nullable ScalarType scalar(Format format) {
    return format instanceof Scalar scalar
            && (scalar.type() == ScalarType.LONG_DOUBLE || DataTypes.of(scalar) != null)
        ? scalar.type()
        : null;
  }

  private static void check(String name, Format format) {
    if (!isNumber(format)) {
      HandOver refusal = DataTypes.refusal(element(format));
      throw new UnsupportedOperationException(
          "the field '"
              + ShortText.of(name)
              + "' cannot be a column of numbers: "
              + refusal.reason());
    }
  }

  private void add(String field) {
    NdView view = records.field(field);
    fields.add(view);
    name(field, view.shape(), 1);
  }

  private void name(String name, long[] shape, int dim) {
    if (dim == shape.length) {
      names.add(name);
      return;
    }
    for (long i = 0; i < shape[dim]; i++) {
      name(name + "[" + i + "]", shape, dim + 1);
    }
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
    for (NdView field : fields) {
      ScalarType type = ((Scalar) field.format()).type();
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
    List<Long> offsets = new ArrayList<>();
    for (NdView field : fields) {
      Layout layout = field.layout();
      if (DataTypes.of(field.format()) != type
          || !SharingRules.isNativeOrder((Scalar) field.format())
          || layout.hasPointers()
          || layout.size() == 0) {
        return null;
      }
      offsets(layout, 1, layout.offset(), offsets);
    }
    long itemsize = fields.getFirst().itemsize();
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
    NdView target = NdArrays.view(array);
    long column = 0;
    for (NdView field : fields) {
      column = copy(field, target, type, column);
    }
    return array;
  }

  /** {@return the column after those of the field} */
  private static long copy(NdView field, NdView target, DataType type, long column) {
    if (field.ndim() == 1) {
      ViewToArray.fill(target.select(1, column), type, field);
      return column + 1;
    }
    if (field.ndim() == 2) {
      long next = column + field.layout().shape(1);
      ViewToArray.fill(target.slice(Index.all(), Index.range(column, next)), type, field);
      return next;
    }
    long next = column;
    for (long i = 0; i < field.layout().shape(1); i++) {
      next = copy(field.select(1, i), target, type, next);
    }
    return next;
  }
}
