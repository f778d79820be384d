package org.ndview.json;

import org.ndview.NdView;

/**
 * Metadata.
 *
 * @param format f
 */
public record ViewMetadata(String format) {
  /**
   * {@return the metadata}
   *
   * @param view the view
   */
  public static ViewMetadata of(NdView view) {
    return new ViewMetadata(view.format().canonical().toString());
  }
}
