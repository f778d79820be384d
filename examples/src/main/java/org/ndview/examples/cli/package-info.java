/**
 * The command line: what is in a file of arrays, parts of it, statistics, other formats and
 * differences.
 *
 * <p>{@link org.ndview.examples.cli.NdViewCommand} is the program; each command is a class.
 */
@NullMarked
package org.ndview.examples.cli;

import org.jspecify.annotations.NullMarked;
