package org.ndview.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.bridge.BlockNeighbour;
import org.ndview.bridge.Plan;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Which data type is which scalar type, and with whom memory is shared. */
final class ArrayTypes {
  private static final BlockNeighbour<DataType> NEIGHBOUR =
      BlockNeighbour.of(
              "DJL",
              Map.of(
                  ScalarType.FLOAT64,
                  DataType.FLOAT64,
                  ScalarType.FLOAT32,
                  DataType.FLOAT32,
                  ScalarType.FLOAT16,
                  DataType.FLOAT16,
                  ScalarType.INT64,
                  DataType.INT64,
                  ScalarType.INT32,
                  DataType.INT32,
                  ScalarType.INT8,
                  DataType.INT8,
                  ScalarType.UINT8,
                  DataType.UINT8,
                  ScalarType.BOOL,
                  DataType.BOOLEAN),
              "DjlArrays.wrap(manager, view)",
              "DjlArrays.copy(manager, view)")
          .thatWrites()
          .withMaxBytes(Integer.MAX_VALUE);

  private ArrayTypes() {}

  static Plan plan(NDManager manager, NdView view) {
    Plan plan = NEIGHBOUR.plan(view);
    return plan.shares() && !sharesMemory(manager)
        ? NEIGHBOUR.copy(
            Plan.Cause.BACK_END,
            "memory is shared with the engine PyTorch on the CPU, and the manager is of %s on %s",
            engine(manager),
            manager.getDevice())
        : plan;
  }

  /** Others may copy, and would not say so. */
  static boolean sharesMemory(NDManager manager) {
    return engine(manager).equals("PyTorch")
        && manager.getDevice().getDeviceType().equals(Device.Type.CPU);
  }

  /** {@return the name of a manager's engine; where a program has none, managers have none} */
  static String engine(NDManager manager) {
    Engine engine = manager.getEngine();
    return engine == null ? "no engine" : engine.getEngineName();
  }

  /** {@return the data type of a copy of a view that the plan let pass} */
  static DataType type(NdView view) {
    DataType type = NEIGHBOUR.type(view.format());
    // a long double
    return type == null ? DataType.FLOAT64 : type;
  }

  /**
   * {@return the format of a type's items}
   *
   * @throws UnsupportedOperationException if there is none
   */
  static Scalar format(DataType type) {
    ScalarType scalar = scalar(type);
    if (scalar == null) {
      throw new UnsupportedOperationException(
          switch (type) {
            case STRING ->
                "the NDArray has strings, which are no items of one size; toStringArray() has them";
            case COMPLEX64 ->
                "DJL counts 4 bytes for an item of COMPLEX64, which has 8: its real() and imag() part"
                    + " are FLOAT32";
            default -> "no format has the items of an NDArray of " + type.name();
          });
    }
    return Scalar.of(scalar, Mark.NATIVE);
  }

  // more than go in: what an engine has, it has
  private static @Nullable ScalarType scalar(DataType type) {
    return switch (type) {
      case FLOAT64 -> ScalarType.FLOAT64;
      case FLOAT32 -> ScalarType.FLOAT32;
      case FLOAT16 -> ScalarType.FLOAT16;
      case BFLOAT16 -> ScalarType.BFLOAT16;
      case INT64 -> ScalarType.INT64;
      case INT32 -> ScalarType.INT32;
      case INT16 -> ScalarType.INT16;
      case INT8 -> ScalarType.INT8;
      case UINT64 -> ScalarType.UINT64;
      case UINT32 -> ScalarType.UINT32;
      case UINT16 -> ScalarType.UINT16;
      case UINT8 -> ScalarType.UINT8;
      case BOOLEAN -> ScalarType.BOOL;
      case COMPLEX64, STRING, UNKNOWN -> null;
    };
  }
}
