/**
 * NumPy's files: {@code .npy} holds one array, {@code .npz} several in a zip file.
 *
 * <p>A file is mapped, and the view is over the mapped bytes: reading costs what the header costs,
 * and closing the view unmaps the file. Fortran order is a matter of strides, big-endian items are
 * read as they are, and a struct becomes a format such as {@code T{<i:id:4x<d:score:}}.
 *
 * <pre>{@code try (NdView a = Npy.read(Path.of("a.npy"))) {       // numpy.save("a.npy", a)
 *   double x = a.getDouble(2, 3);
 *   Npy.write(Path.of("half.npy"), a.slice("::2"));   // the bytes that numpy.save writes
 * }
 * try (NpzFile weights = Npz.read(Path.of("weights.npz"))) {
 *   NdView w = weights.view("w");
 * }
 * }</pre>
 *
 * <p>{@link org.ndview.npy.NumpyDtype} translates between dtypes and formats. What a view cannot
 * hold is refused by name: Python objects, dates. So is what NumPy cannot hold: bfloat16, pointers,
 * bits.
 */
@NullMarked
package org.ndview.npy;

import org.jspecify.annotations.NullMarked;
