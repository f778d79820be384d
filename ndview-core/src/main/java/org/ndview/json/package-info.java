/** Views as JSON: what another process needs to see the same items in the same bytes. */
@NullMarked
package org.ndview.json;

import org.jspecify.annotations.NullMarked;
