/**
 * What a job over many shards costs on many machines, by simulation: {@link
 * org.ndview.examples.scale.ScaleTables} prints the tables of docs/scale.md.
 */
@NullMarked
package org.ndview.examples.scale;

import org.jspecify.annotations.NullMarked;
