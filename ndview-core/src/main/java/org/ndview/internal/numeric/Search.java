package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ndview.Execution;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ItemValues;
import org.ndview.internal.memory.StridedMemory;

/** Finds the items of a view that equal a value, as Python's == has it. */
public final class Search {
  private final RawView view;

  /** Null if no item can equal the value. */
  private final @Nullable Function<StridedWalk, Finder> finders;

  public Search(RawView view, @Nullable Object value) {
    this.view = view;
    // nothing is found among no items, whose codec may not even be made
    finders = view.size() == 0 ? null : finders(view, view.codec().keyOf(value));
  }

  public long count(Execution execution) {
    Function<StridedWalk, Finder> finders = this.finders;
    if (finders == null) {
      return 0;
    }
    LongAdder found = new LongAdder();
    RawView once = view.withoutRepeats();
    StridedMemory all = once.memory();
    ParallelSplit.each(
        execution,
        all,
        all,
        (side, _) -> found.add(finders.apply(StridedWalk.anyOrder(side, side)).count()));
    return found.sum() * (view.size() / once.size());
  }

  /** {@return the number of the first item found, counted in C order, or -1} */
  public long first() {
    if (finders == null) {
      return -1;
    }
    RawView once = view.withoutRepeats();
    long number = finders.apply(StridedWalk.inOrder(once.memory())).first();
    return number < 0 ? -1 : among(once.layout().shape(), view.layout().shape(), number);
  }

  /** The number of an item in C order, of the shape without the repeats, in the whole shape. */
  private static long among(long[] once, long[] shape, long number) {
    long rest = number;
    long among = 0;
    long step = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      among += rest % once[d] * step;
      rest /= once[d];
      step *= shape[d];
    }
    return among;
  }

  /** {@return what looks through walks: for numbers, for words of items, or for objects} */
  private static @Nullable Function<StridedWalk, Finder> finders(
      RawView view, @Nullable Object value) {
    NumericFormat numbers = NumericFormat.of(view.format());
    if (numbers != null) {
      return ofNumber(SearchKey.of(numbers, value));
    }
    ItemBits bits = ItemBits.of(view.format(), value);
    if (bits == null) {
      ItemCodec codec = view.codec();
      return walk -> new BoxedFinder(walk, codec, value);
    }
    if (!bits.equalsSome()) {
      return null;
    }
    SearchKey one = bits.asNumber();
    return one == null ? walk -> new ItemFinder(walk, bits) : ofNumber(one);
  }

  private static @Nullable Function<StridedWalk, Finder> ofNumber(@Nullable SearchKey key) {
    return key == null ? null : walk -> new NumberFinder(walk, key);
  }

  /** Items with a value of any kind. */
  private static final class BoxedFinder extends Finder {
    private final ItemCodec codec;
    private final @Nullable Object value;

    BoxedFinder(StridedWalk walk, ItemCodec codec, @Nullable Object value) {
      super(walk, 1);
      this.codec = codec;
      this.value = value;
    }

    @Override
    long count(MemorySegment memory, long at, int m) {
      long count = 0;
      for (long i = 0; i < walk().n(); i++) {
        count += is(memory, at, i) ? 1 : 0;
      }
      return count;
    }

    @Override
    long first(MemorySegment memory, long at, int m) {
      for (long i = 0; i < walk().n(); i++) {
        if (is(memory, at, i)) {
          return i;
        }
      }
      return -1;
    }

    private boolean is(MemorySegment memory, long at, long i) {
      return ItemValues.equal(codec.key(memory, at + i * walk().strideA()), value);
    }
  }
}
