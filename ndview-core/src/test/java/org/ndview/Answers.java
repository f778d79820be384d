package org.ndview;

import static java.util.stream.Collectors.joining;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.FunctionPointer;
import org.ndview.format.Pad;
import org.ndview.format.Pointer;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Sequence;
import org.ndview.format.SubArray;
import org.ndview.internal.item.ItemCodec;
import tools.jackson.databind.JsonNode;

/**
 * The values of the conformance files in the Java types that NdView documents, and a text that
 * tells any two values or types apart.
 */
final class Answers {
  private Answers() {}

  /** Memory on the heap and off it, which every test here runs over. */
  enum Memory {
    HEAP {
      @Override
      MemorySegment of(byte[] bytes) {
        return MemorySegment.ofArray(bytes.clone());
      }
    },
    NATIVE {
      @Override
      MemorySegment of(byte[] bytes) {
        return Arena.ofAuto().allocate(bytes.length, 8).copyFrom(MemorySegment.ofArray(bytes));
      }
    };

    abstract MemorySegment of(byte[] bytes);
  }

  static byte[] bytes(JsonNode hex) {
    return HexFormat.of().parseHex(hex.asString());
  }

  static byte[] bytes(MemorySegment memory) {
    return memory.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
  }

  /** The item that a list of struct.unpack's values is: one value stands alone. */
  static Object unpacked(JsonNode values, Format format) {
    boolean several =
        format instanceof Pad
            || format instanceof Compound
                && !(format instanceof Sequence sequence && ItemCodec.isBare(sequence));
    return several ? boxed(values, format) : boxed(values.get(0), format);
  }

  /** Nested lists of items; depth is the number of dimensions. */
  static Object list(JsonNode value, int depth, Format format) {
    if (depth == 0) {
      return boxed(value, format);
    }
    List<Object> list = new ArrayList<>();
    value.forEach(v -> list.add(list(v, depth - 1, format)));
    return list;
  }

  static Object boxed(JsonNode value, Format format) {
    return switch (format) {
      case Scalar scalar -> scalar(value, scalar.type());
      case Pointer _, FunctionPointer _ -> new BigInteger(value.get("i").asString());
      case SubArray array -> list(value, array.shape().size(), array.element());
      case Pad _ -> new StructValue(new Object[0], List.of());
      // _testbuffer puts a list around the one value of xh and s0Q, memoryview's == does not
      case Sequence sequence when ItemCodec.isBare(sequence) ->
          boxed(
              value.isArray() ? value.get(0) : value,
              sequence.fields().stream()
                  .filter(ItemCodec::isValue)
                  .map(Field::format)
                  .findFirst()
                  .orElseThrow());
      case Compound compound -> struct(value, compound);
      default -> value.has("s") ? value.get("s").asString() : (Object) bytes(value.get("b"));
    };
  }

  private static Object struct(JsonNode values, Compound compound) {
    List<Object> all = new ArrayList<>();
    int i = 0;
    for (Field field : compound.fields()) {
      for (long k = 0; ItemCodec.isValue(field) && k < field.count(); k++) {
        all.add(boxed(values.get(i++), field.format()));
      }
    }
    if (i != values.size()) {
      throw new AssertionError(values + " has not " + i + " values");
    }
    return new StructValue(all.toArray(), Collections.nCopies(all.size(), null));
  }

  private static Object scalar(JsonNode value, ScalarType type) {
    return switch (type) {
      case BOOL -> value.get("?").asBoolean();
      case CHAR -> bytes(value.get("b"))[0];
      case INT8, UINT8, INT16, UINT16, INT32 -> Integer.valueOf(value.get("i").asString());
      case UINT32, INT64 -> Long.valueOf(value.get("i").asString());
      case UINT64 -> new BigInteger(value.get("i").asString());
      case FLOAT16, BFLOAT16, FLOAT32 -> {
        double d = real(value.get("f"));
        if ((float) d != d && !Double.isNaN(d)) {
          throw new AssertionError(value);
        }
        yield (float) d;
      }
      case FLOAT64, LONG_DOUBLE -> real(value.get("f"));
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          new Complex(real(value.get("c").get(0)), real(value.get("c").get(1)));
    };
  }

  static double real(JsonNode value) {
    return switch (value.asString()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value.asString());
    };
  }

  /** A value with its type, floats to the bit. */
  static String shown(Object value) {
    return switch (value) {
      case StructValue struct ->
          struct.stream().map(Answers::shown).collect(joining(", ", "(", ")"));
      case List<?> list -> list.stream().map(Answers::shown).collect(joining(", ", "[", "]"));
      case byte[] bytes -> "bytes " + HexFormat.of().formatHex(bytes);
      case Float f -> "Float " + Double.toHexString(f);
      case Double d -> "Double " + Double.toHexString(d);
      default -> value.getClass().getSimpleName() + " " + value;
    };
  }
}
