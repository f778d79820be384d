package org.ndview.dlpack;

/** The devices of DLPack. */
final class Devices {
  static final int CPU = 1;
  private static final int CUDA_HOST = 3;
  private static final int ROCM_HOST = 11;

  private Devices() {}

  /**
   * Checks that the CPU reads a device's memory at its address.
   *
   * @throws UnsupportedOperationException if not, or if that is not known
   */
  static void checkReadable(int type, int id) {
    // memory of the host that a graphics card reads too
    if (type != CPU && type != CUDA_HOST && type != ROCM_HOST) {
      throw new UnsupportedOperationException(
          "the tensor is on the device %s (%d), number %d: copy it to the CPU first"
              .formatted(name(type), type, id));
    }
  }

  private static String name(int type) {
    return switch (type) {
      case 2 -> "CUDA";
      case 4 -> "OpenCL";
      case 7 -> "Vulkan";
      case 8 -> "Metal";
      case 9 -> "VPI";
      case 10 -> "ROCm";
      case 12 -> "ExtDev";
      case 13 -> "CUDA managed memory";
      case 14 -> "oneAPI";
      case 15 -> "WebGPU";
      case 16 -> "Hexagon";
      case 17 -> "MAIA";
      case 18 -> "Trainium";
      default -> "of an unknown type";
    };
  }
}
