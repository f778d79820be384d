package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.internal.memory.MemoryKind;

/** Items of every width in memory of every kind, beside the plain values that its bytes are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryKindsTest {
  private static final int ITEMS = 24;
  private static final int BYTES = 8 * ITEMS;

  /** Long arrays behind which bytes at odd offsets fit. */
  private static final int ROOM = BYTES + 8;

  private static final List<String> FORMATS =
      List.of(
          "?",
          "b",
          "B",
          "<h",
          ">h",
          "<H",
          ">H",
          "<i",
          ">i",
          "<I",
          ">I",
          "<q",
          ">q",
          "<Q",
          ">Q",
          "<e",
          ">e",
          "<f",
          ">f",
          "<d",
          ">d",
          "<[bfloat16]",
          ">[bfloat16]");

  private Arena arena;
  private MemorySegment mapped;

  @BeforeAll
  void map(@TempDir Path folder) throws IOException {
    arena = Arena.ofShared();
    Path file = Files.write(folder.resolve("memory"), new byte[ROOM]);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, ROOM, arena);
    }
  }

  @AfterAll
  void unmap() {
    arena.close();
  }

  private Map<String, MemorySegment> whole() {
    Map<String, MemorySegment> memories = new LinkedHashMap<>();
    memories.put("native", arena.allocate(ROOM, 8));
    memories.put("mapped", mapped);
    memories.put("byte[]", MemorySegment.ofArray(new byte[ROOM]));
    memories.put("short[]", MemorySegment.ofArray(new short[ROOM / 2]));
    memories.put("char[]", MemorySegment.ofArray(new char[ROOM / 2]));
    memories.put("int[]", MemorySegment.ofArray(new int[ROOM / 4]));
    memories.put("long[]", MemorySegment.ofArray(new long[ROOM / 8]));
    memories.put("float[]", MemorySegment.ofArray(new float[ROOM / 4]));
    memories.put("double[]", MemorySegment.ofArray(new double[ROOM / 8]));
    memories.put("heap buffer", MemorySegment.ofBuffer(ByteBuffer.allocate(ROOM)));
    memories.put("direct buffer", MemorySegment.ofBuffer(ByteBuffer.allocateDirect(ROOM)));
    return memories;
  }

  private record Memory(String name, MemorySegment segment, NdView bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Each kind from its start and from an odd byte, and behind guards of more classes than have code
   * of their own.
   */
  private Stream<Memory> memories() {
    List<MemoryGuard> guards =
        List.of(() -> {}, () -> {}, () -> {}, () -> {}, () -> {}, () -> {}, () -> {});
    List<Memory> all = new ArrayList<>();
    whole()
        .forEach((name, segment) -> {
          for (int from : new int[] {0, 3}) {
            MemorySegment part = segment.asSlice(from, BYTES);
            NdView bytes = NdView.of(part);
            String where = from == 0 ? name : name + " from byte " + from;
            all.add(new Memory(where, part, bytes));
            guards.forEach(guard ->
                all.add(new Memory(where + ", guarded", part, bytes.guarded(part, guard))));
          }
        });
    NdView owned = NdView.allocate("B", BYTES);
    all.add(new Memory("a slab's part", owned.segment(), owned));
    NdView large = NdView.allocate("B", 8 << 20).slice(":" + BYTES);
    all.add(new Memory("an arena's part", large.segment().asSlice(0, BYTES), large));
    return all.stream();
  }

  private static Object plain(String format, ByteBuffer bytes, int item) {
    ByteBuffer b =
        bytes.order(format.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return switch (format.substring(format.length() == 1 ? 0 : 1)) {
      case "?" -> b.get(item) != 0;
      case "b" -> (int) b.get(item);
      case "B" -> b.get(item) & 0xff;
      case "h" -> (int) b.getShort(2 * item);
      case "H" -> b.getShort(2 * item) & 0xffff;
      case "i" -> b.getInt(4 * item);
      case "I" -> b.getInt(4 * item) & 0xffff_ffffL;
      case "q" -> b.getLong(8 * item);
      case "Q" -> new BigInteger(Long.toUnsignedString(b.getLong(8 * item)));
      case "e" -> Float.float16ToFloat(b.getShort(2 * item));
      case "[bfloat16]" -> Float.intBitsToFloat(b.getShort(2 * item) << 16);
      case "f" -> b.getFloat(4 * item);
      case "d" -> b.getDouble(8 * item);
      default -> throw new AssertionError(format);
    };
  }

  private static double number(Object item) {
    return item instanceof Boolean b ? (b ? 1 : 0) : ((Number) item).doubleValue();
  }

  @ParameterizedTest
  @MethodSource("memories")
  void everyWidthIsReadAsThePlainValuesAre(Memory memory) {
    byte[] bytes = new byte[BYTES];
    new Random(1).nextBytes(bytes);
    MemorySegment.copy(bytes, 0, memory.segment, ValueLayout.JAVA_BYTE, 0, BYTES);
    for (String format : FORMATS) {
      NdView line = memory.bytes.cast(format).slice(":" + ITEMS);
      for (NdView view : List.of(line, line.toReadOnly())) {
        NdView two = view.reshape(4, 6);
        NdView three = view.reshape(2, 3, 4);
        NdView four = view.reshape(2, 2, 3, 2);
        NdView five = view.reshape(2, 2, 3, 2, 1);
        for (int i = 0; i < ITEMS; i++) {
          Object item = plain(format, ByteBuffer.wrap(bytes), i);
          assertThat(view.get(i)).as(format).isEqualTo(item);
          assertThat(((List<?>) view.toList()).get(i)).as(format).isEqualTo(item);
          Double number = number(item); // boxed, so that a NaN equals itself
          assertThat(view.getDouble(i)).as(format).isEqualTo(number);
          assertThat(two.getDouble(i / 6, i % 6)).as(format).isEqualTo(number);
          assertThat(three.getDouble(i / 12, i / 4 % 3, i % 4)).as(format).isEqualTo(number);
          assertThat(four.getDouble(i / 12, i / 6 % 2, i / 2 % 3, i % 2)).isEqualTo(number);
          assertThat(five.getDouble(i / 12, i / 6 % 2, i / 2 % 3, i % 2, 0)).isEqualTo(number);
          if (item instanceof Integer || item instanceof Long) {
            assertThat(two.getLong(i / 6, i % 6)).isEqualTo(((Number) item).longValue());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("memories")
  void everyWidthIsWrittenWhereItBelongsAndNowhereElse(Memory memory) {
    for (String format : FORMATS) {
      memory.segment.fill((byte) 0);
      NdView line = memory.bytes.cast(format).slice(":" + ITEMS);
      NdView four = line.reshape(2, 2, 3, 2);
      byte[] expected = new byte[BYTES];
      for (int i = 0; i < ITEMS; i += 5) {
        int value = format.equals("?") ? 1 : i + 1;
        switch (i % 4) {
          case 0 -> line.setInt(value, i);
          case 1 -> line.reshape(4, 6).setDouble(value, i / 6, i % 6);
          case 2 -> four.setLong(value, i / 12, i / 6 % 2, i / 2 % 3, i % 2);
          default -> line.set(format.equals("?") ? (Object) true : (Object) value, i);
        }
        encode(format, ByteBuffer.wrap(expected), i, value);
        assertThat(memory.segment.toArray(ValueLayout.JAVA_BYTE))
            .as("%s, item %d", format, i)
            .isEqualTo(expected);
      }
      NdView readOnly = four.toReadOnly();
      assertThatThrownBy(() -> readOnly.setInt(0, 0, 0, 0, 0))
          .isInstanceOf(ReadOnlyBufferException.class);
      assertThatThrownBy(() -> line.toReadOnly().set(0, 0))
          .isInstanceOf(ReadOnlyBufferException.class);
      assertThat(memory.segment.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
    }
  }

  private static void encode(String format, ByteBuffer bytes, int item, int value) {
    ByteBuffer b =
        bytes.order(format.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    switch (format.substring(format.length() == 1 ? 0 : 1)) {
      case "?", "b", "B" -> b.put(item, (byte) value);
      case "h", "H" -> b.putShort(2 * item, (short) value);
      case "i", "I" -> b.putInt(4 * item, value);
      case "q", "Q" -> b.putLong(8 * item, value);
      case "e" -> b.putShort(2 * item, Float.floatToFloat16(value));
      case "[bfloat16]" -> b.putShort(2 * item, (short) (Float.floatToIntBits(value) >> 16));
      case "f" -> b.putFloat(4 * item, value);
      case "d" -> b.putDouble(8 * item, value);
      default -> throw new AssertionError(format);
    }
  }

  @ParameterizedTest
  @MethodSource("memories")
  void everyKindIsGatheredAndScatteredByTheBulkOperations(Memory memory) {
    byte[] bytes = new byte[BYTES];
    new Random(2).nextBytes(bytes);
    for (String format : List.of("b", "<h", "<i", "<q", "<f", "<d")) {
      MemorySegment.copy(bytes, 0, memory.segment, ValueLayout.JAVA_BYTE, 0, BYTES);
      NdView plain = NdView.of(bytes.clone()).cast(format).slice(":" + ITEMS).reshape(4, 6);
      NdView view = memory.bytes.cast(format).slice(":" + ITEMS).reshape(4, 6);
      try (NdView copy = view.slice("::-1, ::2").copy()) {
        assertThat(copy.toBytes(Order.C)).isEqualTo(plain.slice("::-1, ::2").toBytes(Order.C));
      }
      view.slice("::2, ::-5").assign(plain.slice("1::2, ::5"));
      plain.slice("::2, ::-5").assign(plain.slice("1::2, ::5").copy());
      assertThat(view.toBytes(Order.F)).isEqualTo(plain.toBytes(Order.F));
    }
  }

  @Test
  void aKindIsKnownByItsSegmentReadOnlyOrNot() {
    List<MemoryKind> kinds = new ArrayList<>(List.of(MemoryKind.values()));
    kinds.add(MemoryKind.BYTES);
    kinds.add(MemoryKind.NATIVE);
    List<MemorySegment> memories = List.copyOf(whole().values());
    for (int i = 0; i < memories.size(); i++) {
      MemorySegment memory = memories.get(i);
      assertThat(MemoryKind.of(memory)).isEqualTo(kinds.get(i));
      assertThat(MemoryKind.of(memory.asReadOnly().asSlice(1, 5))).isEqualTo(kinds.get(i));
    }
  }

  @Test
  void aGuardIsAskedAtEveryItemWhicheverItsClass() {
    boolean[] gone = {false};
    for (int n = 0; n < 3; n++) {
      List<MemoryGuard> guards =
          List.of(() -> refuse(gone[0], 0), () -> refuse(gone[0], 1), () -> refuse(gone[0], 2));
      for (MemoryGuard guard : guards) {
        gone[0] = false;
        NdView view = NdView.of(new double[6]).reshape(2, 3).guarded(gone, guard);
        NdView twice = view.guarded(gone, () -> {});
        view.setDouble(1, 1, 2);
        assertThat(twice.getDouble(1, 2)).isEqualTo(1);
        List<NdView> all = List.of(view, twice, view.transpose(), view.toReadOnly());
        gone[0] = true;
        for (NdView refused : all) {
          assertThatThrownBy(() -> refused.getDouble(0, 0)).hasMessage("gone");
          assertThatThrownBy(() -> refused.getDouble(9, 9)).hasMessage("gone");
          assertThatThrownBy(() -> refused.setDouble(2, 0, 0)).hasMessage("gone");
          assertThatThrownBy(() -> refused.get(0, 0)).hasMessage("gone");
          assertThatThrownBy(() -> refused.set(2, 0, 0)).hasMessage("gone");
        }
      }
    }
  }

  private static void refuse(boolean gone, int number) {
    if (gone && number >= 0) {
      throw new IllegalStateException("gone");
    }
  }
}
