package org.ndview.hosts;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.Scaling;
import org.ndview.Views;
import org.ndview.format.Format;
import org.ndview.json.Storage;
import org.ndview.json.ViewMetadata;
import org.ndview.npy.Npy;

/** Does everything whose result depends on the order of bytes, and tells the results. */
public final class HostProgram {
  private static final List<String> NUMBERS =
      List.of("?", "b", "B", "h", "H", "i", "I", "q", "Q", "e", "f", "d");
  private static final List<String> OTHERS =
      List.of("Zf", "Zd", "u", "w", "3u", "2w", "3s", "c", "T{%1$sh:a:>i:b:<d:c:%1$sf:d:}");

  private final List<String> results = new ArrayList<>();
  private final String mark;

  private HostProgram(String mark) {
    this.mark = mark;
  }

  /**
   * {@return what came of each call}
   *
   * @param mark of the formats
   */
  public static List<String> run(String mark) throws Exception {
    HostProgram program = new HostProgram(mark);
    for (String code : NUMBERS) {
      program.all(code);
      program.numbers(code);
      for (String other : NUMBERS) {
        program.both(code, other);
      }
    }
    for (String code : OTHERS) {
      program.all(code);
    }
    program.texts();
    program.pointers();
    return program.results;
  }

  private String format(String code) {
    // within a struct, @ would pad
    return code.startsWith("T") ? code.formatted(mark.equals("@") ? "=" : mark) : mark + code;
  }

  /** Random items in memory outside of the heap: of text, all that are characters. */
  private NdView view(String code) {
    Format format = Format.parse(format(code));
    byte[] bytes = new byte[(int) (60 * format.itemsize())];
    new Random(code.hashCode()).nextBytes(bytes);
    if (code.endsWith("w") || code.endsWith("u") || code.equals("?")) {
      Arrays.fill(bytes, (byte) 0);
      NdView view = NdView.of(memory(bytes), format, 5, 4, 3);
      for (long i = 0; i < 60; i++) {
        Object item = code.equals("?") ? (Object) (i % 3 == 0) : "" + (char) (0x3b1 + i);
        view.set(item, i / 12, i / 3 % 4, i % 3);
      }
      return view;
    }
    return NdView.of(memory(bytes), format, 5, 4, 3);
  }

  private static MemorySegment memory(byte[] bytes) {
    return Arena.ofAuto().allocate(bytes.length, 8).copyFrom(MemorySegment.ofArray(bytes));
  }

  private void tell(String what, Object result) {
    results.add(what + " " + result);
  }

  private void all(String code) throws Exception {
    NdView view = view(code);
    NdView turned = view.transpose();
    tell(code + " hex", view.hex());
    tell(code + " list", turned.toList());
    tell(code + " print", turned.toString().lines().skip(1).toList());
    tell(code + " bytes", HexFormat.of().formatHex(turned.toBytes(Order.F)));
    tell(code + " copy", turned.copy().hex());
    tell(code + " equal", view.contentEquals(view.copy(Order.F)));
    tell(code + " count", view.count(view.get(1, 2, 0)) + " " + turned.indexOf(view.get(2, 1, 1)));
    NdView filled = view.copy();
    filled.slice("::2").fill(view.get(1, 2, 0));
    tell(code + " fill", filled.hex());
    NdView taken = NdView.allocate(view.format(), 3, 4, 3);
    view.take(new long[] {4, -2, 0}, 0, taken);
    tell(code + " take", taken.hex());
    tell(code + " join", Views.concatenate(1, view, view.flip(0)).hex());
    tell(code + " document", view.slice("::-2").metadata().toJson());
    ViewMetadata document = ViewMetadata.inline(turned, Storage.C);
    tell(code + " inline", document.toJson());
    tell(code + " opened", ViewMetadata.parse(document.toJson()).open().toList());
    if (!code.equals("Zf") && !code.endsWith("u")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Npy.write(Channels.newChannel(out), view);
      tell(code + " npy", HexFormat.of().formatHex(out.toByteArray()));
      tell(code + " read", Npy.read(MemorySegment.ofArray(out.toByteArray())).toList());
    }
  }

  private void numbers(String code) {
    NdView view = view(code);
    tell(code + " statistics", view.statistics(2));
    for (long i = 0; i < 5; i++) {
      tell(code + " double", view.getDouble(i, 1, 1) + " " + view.getFloat(i, 2, 1));
    }
    NdView set = view.copy();
    set.setInt(1, 0, 0, 0);
    set.setDouble(1, 0, 0, 1);
    set.setLong(0, 0, 0, 2);
    set.setFloat(1, 0, 1, 0);
    set.setShort((short) 1, 0, 1, 1);
    set.setByte((byte) 1, 0, 1, 2);
    set.setBoolean(true, 0, 2, 0);
    tell(code + " set", set.hex() + " " + set.getInt(0, 0, 0) + set.getBoolean(0, 2, 0));
  }

  /** Conversions and comparisons of two formats, of this mark and of others. */
  private void both(String code, String other) {
    NdView view = view(code);
    for (String target : List.of(format(other), "<" + other)) {
      String what = code + " to " + target.substring(target.length() - other.length());
      for (Casting casting : List.of(Casting.UNSAFE, Casting.SATURATING)) {
        NdView to = NdView.allocate(target, 3, 4, 5);
        view.transpose().convertTo(to, casting);
        tell(what, to.hex() + " " + to.transpose().contentEquals(view));
        NdView scaled = NdView.allocate(target, 5, 4, 3);
        Scaling scaling = Scaling.perIndex(new double[] {1, 0.5, 2}, new double[] {0, 1, -1}, 2);
        view.convertTo(scaled, casting, scaling);
        tell(what + " scaled", scaled.hex());
      }
    }
  }

  private void texts() {
    NdView texts = view("w");
    tell("character", (int) texts.getChar(1, 1, 1));
    texts.setChar('x', 0, 0, 0);
    tell("character set", texts.hex());
    NdView units = view("u");
    units.setChar('\u20ac', 0, 0, 0);
    tell("unit set", units.hex() + (int) units.getChar(0, 0, 0));
  }

  /** Behind the pointers of rows that are chosen. */
  private void pointers() {
    NdView view = view("i");
    NdView target = NdView.allocate("<d", 4, 4, 3);
    view.takeTo(new long[] {0, 3, 3, 1}, 0, target, Casting.SAFE, Scaling.of(0.5, 1));
    tell("rows", target.hex());
  }
}
