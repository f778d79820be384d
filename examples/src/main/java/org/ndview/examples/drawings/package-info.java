/** The drawings of docs/layouts.md, made of the layouts that they show. */
@NullMarked
package org.ndview.examples.drawings;

import org.jspecify.annotations.NullMarked;
