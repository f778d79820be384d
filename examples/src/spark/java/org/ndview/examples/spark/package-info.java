/**
 * A data set larger than a heap on more than one machine, with Spark 4.2: shards are mapped where
 * they are used, and statistics, weights and gradients travel. Views do not.
 *
 * <p>{@link org.ndview.examples.spark.ShardTraining} is the program, {@link
 * org.ndview.examples.spark.ShardSource} makes a DataFrame of shards. Compiled by the profile
 * {@code spark} alone.
 */
@NullMarked
package org.ndview.examples.spark;

import org.jspecify.annotations.NullMarked;
