/**
 * Files of the safetensors format: named tensors with a header of JSON before them.
 *
 * <p>A file is mapped, and each tensor is a view of its bytes: opening costs what the header costs,
 * whether the file has a kilobyte or hundreds of gigabytes. The tensors are ordered as they lie in
 * the file. Small floats (F8, F6, F4), which Java does not have, are opaque items of their bytes;
 * {@link org.ndview.safetensors.Tensor} has the type and shape that the header gives them. Where a
 * row of F4 or F6 does not end with an item, the view has one dimension.
 *
 * <pre>{@code
 * try (SafetensorsFile model = Safetensors.open(Path.of("model.safetensors"))) {
 *   model.tensors().forEach((name, tensor) -> print(name, tensor.dtype(), tensor.shape()));
 *   NdView weights = model.view("encoder.weight");
 *   Safetensors.write(Path.of("half.safetensors"), Map.of("w", weights.slice("::2")), Map.of());
 * }
 * }</pre>
 */
@NullMarked
package org.ndview.safetensors;

import org.jspecify.annotations.NullMarked;
