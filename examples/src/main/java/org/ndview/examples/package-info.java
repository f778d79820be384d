/**
 * Programs that do real work on real input.
 *
 * <p>{@link org.ndview.examples.FashionMnist} is the main one: from gzip'd files of images to a
 * trained classifier, through views. {@link org.ndview.examples.SensorRecords} makes a matrix of
 * records, {@link org.ndview.examples.NumpyWeights} takes weights from NumPy to ND4J and back, and
 * {@link org.ndview.examples.SafetensorsTable} lists a safetensors file and hands a tensor of it
 * over.
 *
 * <p>{@link org.ndview.examples.ImageFolder} goes from a folder of PNG images to a trained
 * classifier, {@link org.ndview.examples.LargerThanHeap} does so from one file that is larger than
 * the heap, and {@link org.ndview.examples.Forecast} from binary records to predictions of a time
 * series.
 *
 * <p>What needs more than one machine is in {@code src/spark}, which the profile {@code spark}
 * compiles.
 */
@NullMarked
package org.ndview.examples;

import org.jspecify.annotations.NullMarked;
