/**
 * Views as JSON: what another process, Python included, needs to see the same items in the same
 * bytes.
 *
 * <p>A {@link org.ndview.json.ViewMetadata} describes a view within a block of bytes: its format in
 * canonical form (byte order, sizes and padding explicit), itemsize, shape, strides and offset, all
 * in bytes. The bytes themselves travel beside it, over whatever wire, or the document refers to
 * them by its {@link org.ndview.json.DataReference}: in a file, or in the document as base64.
 *
 * <pre>{@code String json = view.metadata().toJson();                             // one process
 * NdView same = ViewMetadata.parse(json).view(bytes);                 // another
 *
 * String whole = ViewMetadata.inline(view, Storage.C).toJson();       // with its bytes
 * NdView again = ViewMetadata.parse(whole).open();
 *
 * ViewFiles.write(folder.resolve("batch.json"), view, Storage.C);     // and batch-<digits>.bin
 * NdView mapped = ViewFiles.read(folder.resolve("batch.json"));
 * }</pre>
 *
 * <p>What is written is the caller's choice: only the items, or all that the view spans with its
 * strides, see {@link org.ndview.json.Storage}. Where a view has pointers (suboffsets), what they
 * lead to is gathered, and they become offsets: {@link org.ndview.json.Indirect}. Files are found
 * below a folder that the reader names, and nowhere else.
 *
 * <p>{@link org.ndview.json.NdViewModule} teaches any Jackson 3 ObjectMapper to write and read
 * views and metadata as properties of your own classes. Reading is strict: what the document says
 * twice, wrongly or not at all is an error that names its place.
 */
@NullMarked
package org.ndview.json;

import org.jspecify.annotations.NullMarked;
