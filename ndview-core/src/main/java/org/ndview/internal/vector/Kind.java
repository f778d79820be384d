package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of one species, whose class the compiler knows from where they are made. What the JDK
 * gives is of a class that all widths share: C2 looks up which it is by what the program has used,
 * and once that were several, it makes objects of vectors, in some JVMs, a hundred times slower.
 *
 * @param species the species
 * @param type the class of its vectors
 * @param <E> the items, boxed
 * @param <V> the vectors of such items
 */
record Kind<E, V extends Vector<E>>(VectorSpecies<E> species, Class<?> type) {
  static final Kind<Integer, IntVector> INTS = of(Lanes.INTS);
  static final Kind<Float, FloatVector> FLOATS = of(Lanes.FLOATS);
  static final Kind<Double, DoubleVector> DOUBLES = of(Lanes.DOUBLES);
  static final Kind<Long, LongVector> LONGS = of(Lanes.LONGS);
  static final Kind<Byte, ByteVector> BYTES = of(Lanes.BYTES);
  static final Kind<Short, ShortVector> SHORTS = of(Lanes.SHORTS);
  static final Kind<Short, ShortVector> TWICE_SHORTS = of(Lanes.TWICE_SHORTS);
  static final Kind<Byte, ByteVector> TWICE_BYTES = of(Lanes.TWICE_BYTES);
  static final Kind<Byte, ByteVector> MOST_BYTES = of(Lanes.MOST_BYTES);
  static final Kind<Float, FloatVector> HALF_FLOATS = of(Lanes.HALF_FLOATS);
  static final Kind<Integer, IntVector> HALF_INTS = of(Lanes.HALF_INTS);
  static final Kind<Short, ShortVector> HALF_SHORTS = of(Lanes.HALF_SHORTS);
  static final Kind<Byte, ByteVector> EIGHT_BYTES = of(ByteVector.SPECIES_64);

  /** Null where no vector has so few bytes. */
  static final @Nullable Kind<Byte, ByteVector> HALF_BYTES =
      Lanes.HALF_BYTES == null ? null : of(Lanes.HALF_BYTES);

  static <E, V extends Vector<E>> Kind<E, V> of(VectorSpecies<E> species) {
    return new Kind<>(species, species.zero().getClass());
  }

  /** {@return the items at a place (in bytes) of native memory} */
  V load(MemorySegment memory, long at) {
    return known(species.fromMemorySegment(plain(memory), at, Lanes.ORDER));
  }

  /** {@return the lanes of another vector as such items} */
  V from(Vector<?> lanes, VectorOperators.Conversion<?, E> as) {
    return known(convert(lanes, as));
  }

  @SuppressWarnings("unchecked")
  private <F> Vector<E> convert(Vector<?> lanes, VectorOperators.Conversion<F, E> as) {
    return ((Vector<F>) lanes).convertShape(as, species, 0);
  }

  /** {@return a vector that is one of these} */
  @SuppressWarnings("unchecked")
  V known(Vector<E> vector) {
    if (vector.getClass() != type) {
      throw new AssertionError(vector);
    }
    return (V) vector;
  }
}
