package org.ndview.internal.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of one species, whose class the compiler knows from where they are made. What the JDK
 * gives is of a class that all widths share: C2 looks up which it is by what the program has used,
 * and once that were several, it makes objects of vectors, in some JVMs, a hundred times slower.
 *
 * <p>The call that makes a vector stands where it is used. A method of ours around it, which all
 * kernels share, is compiled by itself once a program has used many of them; then it is called from
 * kernels that are compiled later, and their vectors become objects. The JDK's own methods are
 * inlined whatever they are, and {@link #known} is small.
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

  /** {@return a vector that is one of these} */
  @SuppressWarnings("unchecked")
  V known(Vector<E> vector) {
    if (vector.getClass() != type) {
      throw new AssertionError(vector);
    }
    return (V) vector;
  }
}
