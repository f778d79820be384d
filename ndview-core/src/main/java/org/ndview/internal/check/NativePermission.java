package org.ndview.internal.check;

import java.lang.foreign.MemorySegment;

/** Whether the JVM lets this module touch memory by its address, and call C. */
public final class NativePermission {
  private NativePermission() {}

  /**
   * Asked before the first native call, so that no class fails to load by a refusal. A JVM that
   * merely warns does so here.
   *
   * @param what what needs it, as the user calls it
   * @throws IllegalStateException if the JVM was told to refuse; the message names the flag that
   *     allows it
   */
  @SuppressWarnings("restricted")
  public static void require(String what) {
    try {
      MemorySegment _ = MemorySegment.NULL.reinterpret(0);
    } catch (IllegalCallerException e) {
      Module module = NativePermission.class.getModule();
      throw new IllegalStateException(
          "%s needs native access, which this JVM denies: start it with --enable-native-access=%s"
              .formatted(what, module.isNamed() ? module.getName() : "ALL-UNNAMED"),
          e);
    }
  }
}
