/**
 * Programs that do real work on real input.
 *
 * <p>{@link org.ndview.examples.FashionMnist} is the main one: from gzip'd files of images to a
 * trained classifier, through views. {@link org.ndview.examples.SensorRecords} makes a matrix of
 * records, {@link org.ndview.examples.NumpyWeights} takes weights from NumPy to ND4J and back, and
 * {@link org.ndview.examples.SafetensorsTable} lists a safetensors file and hands a tensor of it
 * over.
 */
@NullMarked
package org.ndview.examples;

import org.jspecify.annotations.NullMarked;
