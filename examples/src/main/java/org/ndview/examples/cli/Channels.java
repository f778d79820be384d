package org.ndview.examples.cli;

/** Which dimension of an array has the channels of an image. */
enum Channels {
  /** The first: (channels, height, width). */
  FIRST,
  /** The last: (height, width, channels). */
  LAST,
  /** None: (height, width). */
  NONE
}
