package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.step.StepLoop;
import org.ndview.internal.step.StepPlan;

/**
 * Brings several numbers of each record over in one pass, as the rows of a matrix want them, by
 * loops that are made for the records: see {@link StepTransfer}.
 */
public final class RecordTransfer {
  /** The longest record (in bytes). */
  private static final long LONGEST = 512;

  private RecordTransfer() {}

  /**
   * Makes the second memories' numbers of the first's.
   *
   * @param walks for each number, the two memories
   * @param numbers for each, how it becomes the other
   * @return whether all lie in records of the same two memories, there are loops for them that are
   *     compiled by now, and this was done
   */
  public static boolean run(List<StridedWalk> walks, List<StepTransfer.Numbers> numbers) {
    List<Place> places = new ArrayList<>();
    for (StridedWalk walk : walks) {
      if (walk.ndim() != 1 || walk.n() < StepTransfer.SHORTEST || !walk.isPlain()) {
        return false;
      }
      walk.rows((a, atA, b, atB) -> places.add(new Place(a, atA, b, atB)));
    }
    StridedWalk first = walks.getFirst();
    Place start = Place.lowest(places);
    for (int k = 0; k < places.size(); k++) {
      if (!walks.get(k).hasStepsOf(first)
          || !numbers.get(k).isLike(numbers.getFirst())
          || !places.get(k).isWithin(start, first)) {
        return false;
      }
    }
    List<Part> parts = parts(first, start, places, numbers);
    if (parts.isEmpty()) {
      return false;
    }
    int most = StepTransfer.ITEMS;
    for (long i = 0; i < first.n(); i += most) {
      int n = (int) Math.min(most, first.n() - i);
      for (Part part : parts) {
        part.loop.run(
            start.a,
            start.atA + i * first.strideA(),
            start.b,
            start.atB + i * first.strideB(),
            n,
            part.factors);
      }
    }
    return true;
  }

  /** The loops, each of some of the columns; none if one of them is not compiled. */
  private static List<Part> parts(
      StridedWalk walk, Place start, List<Place> places, List<StepTransfer.Numbers> numbers) {
    List<Part> parts = new ArrayList<>();
    boolean all = true;
    for (int k = 0; k < places.size(); k += StepPlan.MOST) {
      int end = Math.min(k + StepPlan.MOST, places.size());
      // asked of each, so that all are tried at the same time
      Part part = Part.of(walk, start, places.subList(k, end), numbers.subList(k, end));
      if (part == null) {
        all = false;
      } else {
        parts.add(part);
      }
    }
    return all ? parts : List.of();
  }

  /** Where a line begins in both memories. */
  private record Place(MemorySegment a, long atA, MemorySegment b, long atB) {
    /** The first of the records, from where all places count. */
    static Place lowest(List<Place> places) {
      Place any = places.getFirst();
      long atA = any.atA;
      long atB = any.atB;
      for (Place place : places) {
        atA = Math.min(atA, place.atA);
        atB = Math.min(atB, place.atB);
      }
      return new Place(any.a, atA, any.b, atB);
    }

    boolean isWithin(Place start, StridedWalk walk) {
      return a.address() == start.a.address()
          && b.address() == start.b.address()
          && atA - start.atA < walk.strideA()
          && atB - start.atB < walk.strideB()
          && walk.strideA() <= LONGEST
          && walk.strideB() <= LONGEST;
    }
  }

  /** The loop of some columns. */
  private record Part(StepLoop loop, double[] factors) {
    static @Nullable Part of(
        StridedWalk walk, Place start, List<Place> places, List<StepTransfer.Numbers> numbers) {
      List<StepPlan.Column> columns = new ArrayList<>();
      double[] factors = new double[2 * numbers.size()];
      for (int k = 0; k < numbers.size(); k++) {
        Place place = places.get(k);
        StepTransfer.Numbers number = numbers.get(k);
        columns.add(
            new StepPlan.Column(number.from(), place.atA - start.atA, place.atB - start.atB));
        factors[2 * k] = number.scale();
        factors[2 * k + 1] = number.shift();
      }
      StepTransfer.Numbers all = numbers.getFirst();
      StepPlan plan =
          new StepPlan(
              walk.strideA(), walk.strideB(), all.reversed(), all.to(), all.scaled(), columns);
      StepLoop loop = StepTransfer.compiled(plan, walk.n() * columns.size());
      return loop == null ? null : new Part(loop, factors);
    }
  }
}
