/**
 * Columns of <a href="https://arrow.apache.org">Arrow</a> as views, and views as columns: the way
 * to Spark, pandas, Parquet, DuckDB and whatever else reads Arrow's memory and files.
 *
 * <p>Arrow's <b>vector</b> is a column: as many values of one type as there are rows, in a
 * <b>buffer</b> outside of the Java heap, beside a bitmap that tells which of them are null. The
 * first dimension of a view is those rows. Where a value is a list of a fixed size, or a tensor of
 * a fixed shape, its dimensions follow: a batch of images is one column.
 *
 * <p>{@link org.ndview.arrow.ArrowVectors#view view} and {@link
 * org.ndview.arrow.ArrowVectors#wrap(org.ndview.NdView, String,
 * org.apache.arrow.memory.BufferAllocator) wrap} share memory, {@code copy} never does, and {@code
 * plan} tells before. Arrow counts references where Java has scopes: a view of a vector has one,
 * and a vector over a view holds its memory until its own last reference is gone. So both are
 * closed, in any order, and the allocator after them.
 *
 * {@snippet lang="java" :
 * try (BufferAllocator allocator = new RootAllocator();
 *     IntVector column = new IntVector("n", allocator)) {
 *   column.allocateNew(6);
 *   for (int i = 0; i < 6; i++) {
 *     column.set(i, i);
 *   }
 *   column.setValueCount(6);
 *   try (NdView view = ArrowVectors.view(column)) {
 *     view.slice("::2").fill(0);
 *     System.out.println(column); // [0, 1, 0, 3, 0, 5]
 *     System.out.println(ArrowVectors.plan(view.slice("::2")).cause()); // STRIDES
 *     try (FieldVector odd = ArrowVectors.copy(view.slice("1::2"), "odd", allocator)) {
 *       System.out.println(odd); // [1, 3, 5]
 *     }
 *   }
 * }
 * }
 *
 * <p>Arrow for Java is an optional dependency: a program that uses this package has {@code
 * org.apache.arrow:arrow-vector} and one of its memories, such as {@code arrow-memory-unsafe}. It
 * reads memory by {@code sun.misc.Unsafe}, and its files need {@code
 * --add-opens=java.base/java.nio=ALL-UNNAMED}; docs/arrow.md tells which flags a JVM needs.
 */
@NullMarked
package org.ndview.arrow;

import org.jspecify.annotations.NullMarked;
