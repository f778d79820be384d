package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The layout part of what NumPy and CPython answered: see conformance/README.md. */
class LayoutConformanceTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** A line of a file, named by its number rather than by its memory. */
  record Case(int line, JsonNode json) {
    long[] longs(String name) {
      return LayoutConformanceTest.longs(json.get(name));
    }

    Layout layout() {
      return Layout.of(
          itemsize(json.get("format").asString()),
          json.get("offset").asLong(),
          longs("shape"),
          longs("strides"));
    }

    @Nullable JsonNode result() {
      return json.get("result");
    }

    @Override
    public String toString() {
      return "line " + line;
    }
  }

  static Stream<Case> lines(String file) {
    String path = "/conformance/" + file + ".jsonl";
    try (InputStream in = LayoutConformanceTest.class.getResourceAsStream(path)) {
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      Case[] cases = new Case[lines.length];
      Arrays.setAll(cases, k -> new Case(k + 1, MAPPER.readTree(lines[k])));
      return Stream.of(cases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Case> slice() {
    return lines("slice");
  }

  static Stream<Case> permute() {
    return lines("permute");
  }

  static Stream<Case> broadcast() {
    return lines("broadcast");
  }

  static Stream<Case> reshape() {
    return lines("reshape");
  }

  static Stream<Case> squeeze() {
    return lines("squeeze");
  }

  static Stream<Case> cast() {
    return lines("cast");
  }

  static Stream<Case> view() {
    return lines("view");
  }

  static Stream<Case> suboffsets() {
    return lines("suboffsets");
  }

  static long[] longs(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  static int[] ints(JsonNode array) {
    return Arrays.stream(longs(array)).mapToInt(Math::toIntExact).toArray();
  }

  private static long itemsize(String format) {
    return switch (format.startsWith("@") ? format.substring(1) : format) {
      case "" -> 0;
      case "b", "B", "c", "?" -> 1;
      case "h", "H", "e" -> 2;
      case "3s" -> 3;
      case "i", "I", "f", "<i", "T{i:a:}" -> 4;
      case "l", "L", "q", "Q", "n", "N", "d", "ii" -> 8;
      default -> throw new AssertionError(format);
    };
  }

  private static void assertResult(Layout actual, JsonNode result) {
    assertThat(actual.shape()).isEqualTo(longs(result.get("shape")));
    assertThat(actual.strides()).isEqualTo(longs(result.get("strides")));
    JsonNode offset = result.get("offset");
    if (offset != null && !offset.isNull()) {
      assertThat(actual.offset()).isEqualTo(offset.asLong());
    }
  }

  @ParameterizedTest
  @MethodSource
  void slice(Case row) {
    String index = row.json.get("index").asString();
    JsonNode result = row.result();
    if (result == null) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> row.layout().slice(index));
    } else {
      assertResult(row.layout().slice(index), result);
    }
  }

  @ParameterizedTest
  @MethodSource
  void permute(Case row) {
    int[] axes = ints(row.json.get("axes"));
    JsonNode result = row.result();
    if (result == null) {
      assertRefused(() -> row.layout().permute(axes));
    } else {
      assertResult(row.layout().permute(axes), result);
    }
  }

  @ParameterizedTest
  @MethodSource
  void broadcast(Case row) {
    JsonNode result = row.result();
    if (result == null) {
      assertRefused(() -> row.layout().broadcastTo(row.longs("to")));
    } else {
      assertResult(row.layout().broadcastTo(row.longs("to")), result);
    }
  }

  @ParameterizedTest
  @MethodSource
  void reshape(Case row) {
    JsonNode result = row.result();
    if (result == null) {
      assertRefused(() -> row.layout().reshape(row.longs("to")));
    } else {
      assertResult(row.layout().reshape(row.longs("to")), result);
    }
  }

  @ParameterizedTest
  @MethodSource
  void squeeze(Case row) {
    JsonNode result = row.result();
    assertThat(result).isNotNull();
    assertResult(row.layout().squeeze(), result);
  }

  @ParameterizedTest
  @MethodSource
  void cast(Case row) {
    String to = row.json.get("to").asString();
    if (to.equals("z")) {
      // no format at all: refused before a layout is asked
      assertThat(row.result()).isNull();
      return;
    }
    Layout layout = row.layout();
    long itemsize = itemsize(to);
    boolean shaped = row.json.has("to_shape");
    JsonNode result = row.result();
    if (result != null || isCastable(layout, itemsize, shaped ? row.longs("to_shape") : null)) {
      Layout cast =
          shaped ? layout.cast(itemsize, Order.C, row.longs("to_shape")) : layout.cast(itemsize);
      assertThat(cast.itemsize()).isEqualTo(itemsize);
      assertThat(cast.offset()).isEqualTo(layout.offset());
      assertThat(cast.isCContiguous()).isTrue();
      assertThat(cast.nbytes()).isEqualTo(layout.nbytes());
      if (result != null) {
        assertResult(cast, result);
      } else {
        assertThat(row.json.get("why").asString())
            .containsAnyOf(
                "cannot cast between two non-byte formats",
                "cannot cast view with zeros in shape or strides",
                "cast must be 1D -> ND or ND -> 1D",
                "destination format must be a native single character format",
                "casts are restricted to C-contiguous views",
                "elements of shape must be integers > 0");
      }
    } else {
      assertRefused(() -> {
        if (shaped) {
          layout.cast(itemsize, Order.C, row.longs("to_shape"));
        } else {
          layout.cast(itemsize);
        }
      });
    }
  }

  /** The rules of cast that are not CPython's limits. */
  static boolean isCastable(Layout layout, long itemsize, long @Nullable [] shape) {
    long nbytes = LayoutWalk.of(layout).addresses().size() * layout.itemsize();
    boolean c = LayoutWalk.contiguous(layout, Order.C);
    if (shape == null) {
      return (c || LayoutWalk.contiguous(layout, Order.F))
          && itemsize > 0
          && nbytes % itemsize == 0;
    }
    long product = itemsize;
    boolean negative = false;
    for (long length : shape) {
      product *= length;
      negative |= length < 0;
    }
    return c && itemsize > 0 && !negative && product == nbytes;
  }

  @ParameterizedTest
  @MethodSource
  void view(Case row) {
    Layout layout = row.layout();
    assertThat(layout.itemsize()).isEqualTo(row.json.get("itemsize").asLong());
    assertThat(layout.nbytes()).isEqualTo(row.json.get("nbytes").asLong());
    assertThat(layout.ndim()).isEqualTo(row.json.get("ndim").asInt());
    // CPython's quirk: an empty 1-D view with an odd stride
    boolean quirk = layout.ndim() == 1 && layout.size() == 0;
    assertThat(layout.isCContiguous()).isEqualTo(quirk || is(row, "c_contiguous"));
    assertThat(layout.isFContiguous()).isEqualTo(quirk || is(row, "f_contiguous"));
    assertThat(layout.isContiguous()).isEqualTo(quirk || is(row, "contiguous"));
    layout.checkWithin(row.json.get("memory").asString().length() / 2);
  }

  @ParameterizedTest
  @MethodSource
  void suboffsets(Case row) {
    Layout plain = row.layout();
    Layout layout =
        Layout.of(
            plain.itemsize(),
            plain.offset(),
            plain.shape(),
            plain.strides(),
            row.longs("suboffsets"));
    assertThat(layout.suboffsets()).isEqualTo(row.longs("suboffsets"));
    assertThat(layout.nbytes()).isEqualTo(row.json.get("nbytes").asLong());
    assertThat(layout.isCContiguous()).isEqualTo(is(row, "c_contiguous"));
    assertThat(layout.isFContiguous()).isEqualTo(is(row, "f_contiguous"));
    assertThat(layout.isContiguous()).isEqualTo(is(row, "contiguous"));
    layout.checkWithin(row.json.get("image").asString().length() / 2);
    JsonNode slice = row.json.get("slice");
    if (slice != null) {
      Layout sliced = layout.slice(slice.get("index").asString());
      assertResult(sliced, slice);
      assertThat(sliced.suboffsets()).isEqualTo(longs(slice.get("suboffsets")));
    }
  }

  private static boolean is(Case row, String flag) {
    return row.json.get(flag).asBoolean();
  }

  private static void assertRefused(Runnable action) {
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(action::run);
  }
}
