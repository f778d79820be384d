/**
 * Programs that do real work on real input.
 *
 * <p>{@link org.ndview.examples.FashionMnist} is the main one: from gzip'd files of images to a
 * trained classifier, through views.
 */
@NullMarked
package org.ndview.examples;

import org.jspecify.annotations.NullMarked;
