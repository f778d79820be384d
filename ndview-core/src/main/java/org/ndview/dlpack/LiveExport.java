package org.ndview.dlpack;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;
import org.ndview.NdView;

/** An export whose deleter has not been called. */
final class LiveExport {
  /** By the address of the struct, which is all that a deleter is told. */
  private static final ConcurrentMap<Long, LiveExport> LIVE = new ConcurrentHashMap<>();

  private final long address;
  private final MemoryHold hold;

  /** Keeps memory reachable that nobody can hold. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final NdView view;

  private boolean handedOver;
  private boolean viewed;

  private LiveExport(long address, MemoryHold hold, NdView view) {
    this.address = address;
    this.hold = hold;
    this.view = view;
  }

  /**
   * {@return the export of a struct that was written}
   *
   * @param address of the struct, which is freed at the end
   * @param hold ended at the end
   */
  static LiveExport start(long address, MemoryHold hold, NdView view) {
    LiveExport export = new LiveExport(address, hold, view);
    LIVE.put(address, export);
    return export;
  }

  static @Nullable LiveExport at(long address) {
    return LIVE.get(address);
  }

  /** Ends an export, unless that was done. */
  static void deleted(long address) {
    LiveExport export = LIVE.get(address);
    if (export != null) {
      export.end();
    }
  }

  long address() {
    return address;
  }

  boolean isLive() {
    return LIVE.get(address) == this;
  }

  /** Leaves the end to the consumer; {@return whether it was left to us before} */
  synchronized boolean handOver() {
    boolean ours = !handedOver && isLive();
    handedOver = true;
    return ours;
  }

  /** Of a consumer in this program; {@return whether it is the first} */
  synchronized boolean view() {
    boolean first = !viewed && isLive();
    viewed = true;
    handedOver = true;
    return first;
  }

  /** Ends it, if that is not left to the consumer. */
  void abandon() {
    if (handOver()) {
      end();
    }
  }

  private void end() {
    // whoever takes it out
    if (LIVE.remove(address, this)) {
      NativeCalls.free(address);
      hold.close();
    }
  }
}
