/** Two threads at one view, in every order that the machine gives: run by the profile jcstress. */
@NullMarked
package org.ndview.stress;

import org.jspecify.annotations.NullMarked;
