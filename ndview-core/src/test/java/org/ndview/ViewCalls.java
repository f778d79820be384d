package org.ndview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A call of each kind that touches items, of views of ints of one dimension. */
final class ViewCalls {
  /** Calls that read items of a view of ints of one dimension. */
  private static final Map<String, Consumer<NdView>> READS = new LinkedHashMap<>();

  /** Calls that write them. */
  private static final Map<String, Consumer<NdView>> WRITES = new LinkedHashMap<>();

  static {
    READS.put("get", v -> v.get(0));
    READS.put("getInt", v -> v.getInt(0));
    READS.put("getDouble", v -> v.getDouble(0));
    READS.put("toList", NdView::toList);
    READS.put("toArray", NdView::toArray);
    READS.put("toBytes", NdView::toBytes);
    READS.put("toBytes F", v -> v.toBytes(Order.F));
    READS.put("hex", NdView::hex);
    READS.put("copy", NdView::copy);
    READS.put("contains", v -> v.contains(1));
    READS.put("count", v -> v.count(1));
    READS.put("count parallel", v -> v.count(1, Execution.PARALLEL));
    READS.put("indexOf", v -> v.indexOf(1));
    READS.put("contentEquals", v -> v.contentEquals(NdView.allocate("i", v.size())));
    READS.put(
        "contentEquals of it",
        v -> NdView.allocate("d", v.size()).contentEquals(v, Execution.PARALLEL));
    READS.put("assign of it", v -> NdView.allocate("i", v.size()).assign(v));
    READS.put("convertTo", v -> v.convertTo(NdView.allocate("d", v.size())));
    READS.put("iterator", v -> v.iterator().next());
    READS.put("field", v -> v.viewAs("T{i:a:}").field("a").get(0));
    READS.put("struct", v -> v.viewAs("T{i:a:}").get(0));
    READS.put(
        "item by item", v -> v.viewAs("T{i:a:}").convertTo(NdView.allocate("T{q:a:}", v.size())));
    WRITES.put("set", v -> v.set(1, 0));
    WRITES.put("setInt", v -> v.setInt(1, 0));
    WRITES.put("setDouble", v -> v.setDouble(1, 0));
    WRITES.put("set a struct", v -> v.viewAs("T{i:a:}").set(List.of(1), 0));
    WRITES.put("assign", v -> v.assign(NdView.allocate("i", v.size())));
    WRITES.put("convertTo it", v -> NdView.allocate("q", v.size()).convertTo(v));
    WRITES.put(
        "item by item to it",
        v -> NdView.allocate("T{h:a:}", v.size()).convertTo(v.viewAs("T{i:a:}")));
  }

  static Stream<String> reads() {
    return READS.keySet().stream();
  }

  static Stream<String> writes() {
    return WRITES.keySet().stream();
  }

  static Stream<String> all() {
    return Stream.concat(reads(), writes());
  }

  static Consumer<NdView> of(String name) {
    Consumer<NdView> call = READS.get(name);
    return call == null ? Objects.requireNonNull(WRITES.get(name)) : call;
  }

  private ViewCalls() {}
}
