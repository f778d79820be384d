package org.ndview.arrow;

import java.nio.ByteOrder;
import java.util.Map;
import org.apache.arrow.vector.types.Types;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.ndview.bridge.BlockNeighbour;
import org.ndview.bridge.Plan;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Text;
import org.ndview.internal.check.BriefText;

/** Which of Arrow's types is which format, and why the others have none. */
final class ArrowTypes {
  /** Numbers alone; dates, times and words of decimals are of these, too. */
  static final BlockNeighbour<MinorType> NUMBERS =
      BlockNeighbour.of(
              "Arrow",
              Map.ofEntries(
                  Map.entry(ScalarType.INT8, MinorType.TINYINT),
                  Map.entry(ScalarType.INT16, MinorType.SMALLINT),
                  Map.entry(ScalarType.INT32, MinorType.INT),
                  Map.entry(ScalarType.INT64, MinorType.BIGINT),
                  Map.entry(ScalarType.UINT8, MinorType.UINT1),
                  Map.entry(ScalarType.UINT16, MinorType.UINT2),
                  Map.entry(ScalarType.UINT32, MinorType.UINT4),
                  Map.entry(ScalarType.UINT64, MinorType.UINT8),
                  Map.entry(ScalarType.FLOAT16, MinorType.FLOAT2),
                  Map.entry(ScalarType.FLOAT32, MinorType.FLOAT4),
                  Map.entry(ScalarType.FLOAT64, MinorType.FLOAT8),
                  Map.entry(ScalarType.BOOL, MinorType.BIT)),
              "ArrowVectors.wrap(view, ...)",
              "ArrowVectors.copy(view, ...)")
          .thatWrites();

  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private ArrowTypes() {}

  /** The type that a format's items have by themselves; null if none has. */
  static @Nullable ArrowType of(Format format) {
    if (format instanceof Text text && text.code() == 's' && isWidth(text.length())) {
      return new ArrowType.FixedSizeBinary((int) text.length());
    }
    if (format instanceof Scalar scalar && scalar.type() == ScalarType.LONG_DOUBLE) {
      return MinorType.FLOAT8.getType();
    }
    MinorType type = NUMBERS.type(format);
    return type == null ? null : type.getType();
  }

  private static boolean isWidth(long bytes) {
    return bytes > 0 && bytes <= Integer.MAX_VALUE;
  }

  /** The format of the values of a field without lists; null if there is none. */
  static @Nullable Format format(Field field) {
    ArrowType type = Extensions.storage(field);
    String text =
        switch (Types.getMinorTypeForArrowType(type)) {
          case TINYINT -> Extensions.isBool8(field) ? "?" : "b";
          case BIT -> "?";
          case SMALLINT -> "h";
          case INT, DATEDAY, TIMESEC, TIMEMILLI, INTERVALYEAR -> "i";
          case BIGINT,
              DATEMILLI,
              TIMEMICRO,
              TIMENANO,
              TIMESTAMPSEC,
              TIMESTAMPMILLI,
              TIMESTAMPMICRO,
              TIMESTAMPNANO,
              TIMESTAMPSECTZ,
              TIMESTAMPMILLITZ,
              TIMESTAMPMICROTZ,
              TIMESTAMPNANOTZ,
              DURATION ->
              "q";
          case UINT1 -> "B";
          case UINT2 -> "H";
          case UINT4 -> "I";
          case UINT8 -> "Q";
          case FLOAT2 -> "e";
          case FLOAT4 -> "f";
          case FLOAT8 -> "d";
          case FIXEDSIZEBINARY -> bytes(((ArrowType.FixedSizeBinary) type).getByteWidth());
          case DECIMAL -> LITTLE ? "T{Q:low:q:high:}" : "T{q:high:Q:low:}";
          case DECIMAL256 -> LITTLE ? "T{Q:w0:Q:w1:Q:w2:q:w3:}" : "T{q:w3:Q:w2:Q:w1:Q:w0:}";
          case INTERVALDAY -> "T{i:days:i:milliseconds:}";
          case INTERVALMONTHDAYNANO -> "T{i:months:i:days:q:nanoseconds:}";
          case NULL,
              STRUCT,
              VARCHAR,
              VIEWVARCHAR,
              LARGEVARCHAR,
              LARGEVARBINARY,
              VARBINARY,
              VIEWVARBINARY,
              LIST,
              LISTVIEW,
              LARGELIST,
              LARGELISTVIEW,
              FIXED_SIZE_LIST,
              UNION,
              DENSEUNION,
              MAP,
              RUNENDENCODED,
              EXTENSIONTYPE ->
              null;
        };
    return text == null ? null : Format.parse(text);
  }

  private static @Nullable String bytes(int width) {
    return width > 0 ? width + "s" : null;
  }

  /** Why values of a field without lists have no format. */
  static Plan refusal(Field field) {
    ArrowType type = Extensions.storage(field);
    String remedy =
        switch (Types.getMinorTypeForArrowType(type)) {
          case STRUCT, UNION, DENSEUNION, MAP, RUNENDENCODED ->
              "its values lie in several vectors: view those of getChildrenFromFields()";
          case LIST, LISTVIEW, LARGELIST, LARGELISTVIEW ->
              "its lists have lengths of their own: view getChildrenFromFields().get(0), which has their items";
          default -> "getObject(i) has its values";
        };
    return new Plan(
        Plan.Way.REFUSE,
        "Arrow's %s has no items of one size".formatted(BriefText.of(type)),
        remedy,
        Plan.Cause.FORMAT);
  }
}
