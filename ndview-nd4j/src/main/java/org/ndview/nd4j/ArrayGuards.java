package org.ndview.nd4j;

import org.nd4j.linalg.api.buffer.BaseDataBuffer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.abstracts.Nd4jWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.MemoryGuard;

/**
 * Notices that ND4J took memory back from an array. Asked at every access to an item, so it reads a
 * few fields and no more.
 */
final class ArrayGuards {
  private ArrayGuards() {}

  /** {@return the guard of an array with memory, which is valid now} */
  static MemoryGuard of(INDArray array) {
    DataBuffer data = array.data();
    DataBuffer root = root(data);
    MemoryWorkspace workspace = array.isAttached() ? data.getParentWorkspace() : null;
    // the memory of a circular one is handed out again and again: it has no scope to go by
    return workspace == null || workspace.getWorkspaceType() == MemoryWorkspace.Type.CIRCULAR
        ? closing(root)
        : new Scope(
            root,
            workspace,
            data.getGenerationId(),
            workspace.getCurrentSize(),
            spilledNow(workspace));
  }

  /** The buffer that owns the memory: closing it is what closes the parts of it. */
  static DataBuffer root(DataBuffer data) {
    DataBuffer root = data;
    for (DataBuffer next;
        (next = root.underlyingDataBuffer()) != null && next != root;
        root = next) {}
    return root;
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the INDArray was closed, and ND4J has freed its memory");
  }

  private static MemoryGuard closing(DataBuffer root) {
    return root instanceof BaseDataBuffer known ? new KnownClosing(known) : new Closing(root);
  }

  /** As {@link Closing}; each type has buffers of its own class, and none its own answer. */
  private record KnownClosing(BaseDataBuffer root) implements MemoryGuard {
    @Override
    public void check() {
      if (root.wasClosed()) {
        throw closed();
      }
    }
  }

  private record Closing(DataBuffer root) implements MemoryGuard {
    @Override
    public void check() {
      if (root.wasClosed()) {
        throw closed();
      }
    }
  }

  /** The allocations beside the workspace's own block: freed with it, as they are not counted. */
  private static int spilledNow(MemoryWorkspace workspace) {
    return workspace instanceof Nd4jWorkspace known ? known.getNumberOfExternalAllocations() : 0;
  }

  private record Scope(
      DataBuffer root, MemoryWorkspace workspace, long generation, long size, int spilled)
      implements MemoryGuard {
    @Override
    public void check() {
      if (!workspace.isScopeActive() || workspace.getGenerationId() != generation) {
        throw gone(
            "whose scope has "
                + (workspace.isScopeActive() ? "ended, and was entered anew" : "ended"));
      }
      // destroying a workspace inside its scope changes nothing else
      if (workspace.getCurrentSize() != size || spilledNow(workspace) < spilled) {
        throw gone("which was destroyed");
      }
      if (root.wasClosed()) {
        throw closed();
      }
    }

    private IllegalStateException gone(String how) {
      return new IllegalStateException(
          "the INDArray belongs to the workspace %s, %s; detach() makes a copy"
              .formatted(workspace.getId(), how));
    }
  }
}
