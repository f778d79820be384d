package org.ndview.arrow;

import java.util.Map;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.ExtensionType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * What fields and vectors are below an extension: one that Arrow knows has a class of its own, any
 * other is metadata of a field of the storage.
 */
final class Extensions {
  private static final String BOOL8 = "arrow.bool8";

  private Extensions() {}

  static ArrowType storage(Field field) {
    return field.getType() instanceof ExtensionType type ? type.storageType() : field.getType();
  }

  static FieldVector storage(FieldVector vector) {
    return vector instanceof ExtensionTypeVector<?> extension
        ? (FieldVector) extension.getUnderlyingVector()
        : vector;
  }

  /** The keys and values of a field, those of its extension among them. */
  static Map<String, String> metadata(Field field) {
    return field.getType() instanceof ExtensionType type
        ? Map.of(
            ExtensionType.EXTENSION_METADATA_KEY_NAME,
            type.extensionName(),
            ExtensionType.EXTENSION_METADATA_KEY_METADATA,
            type.serialize())
        : field.getMetadata();
  }

  /** Whether the items are truth values of a byte each. */
  static boolean isBool8(Field field) {
    return BOOL8.equals(metadata(field).get(ExtensionType.EXTENSION_METADATA_KEY_NAME));
  }
}
