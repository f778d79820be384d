package org.ndview.nd4j.peers;

/** Who does the work. */
enum Side {
  NDVIEW,
  NUMPY,
  ND4J,
  REFERENCE
}
