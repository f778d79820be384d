/**
 * Views as JSON: what another process, Python included, needs to see the same items in the same
 * bytes.
 *
 * <p>A {@link org.ndview.json.ViewMetadata} describes a view within a block of bytes: its format in
 * canonical form (byte order, sizes and padding explicit), itemsize, shape, strides and offset, all
 * in bytes. The bytes themselves travel beside it, in a file or over a wire; the optional {@link
 * org.ndview.json.DataReference} says where they are.
 *
 * <pre>{@code
 * String json = view.metadata().toJson();                      // one process
 * NdView same = ViewMetadata.parse(json).view(bytes);          // another
 * }</pre>
 *
 * <p>{@link org.ndview.json.NdViewModule} teaches any Jackson 3 ObjectMapper to write and read them
 * as properties of your own classes. Reading is strict: what the document says twice, wrongly or
 * not at all is an error that names its place.
 */
@NullMarked
package org.ndview.json;

import org.jspecify.annotations.NullMarked;
