package org.ndview;

/**
 * Keeps the memory of a view for a neighbour that may still touch it: an INDArray, a Python object,
 * a DLPack capsule. Closing the view that owns the memory then closes the view alone; the memory is
 * freed when the last hold on it has ended.
 *
 * @see NdView#hold
 */
public interface MemoryHold extends AutoCloseable {
  /** Ends the hold, and frees the memory if this was the last and the owner is closed. */
  @Override
  void close();
}
