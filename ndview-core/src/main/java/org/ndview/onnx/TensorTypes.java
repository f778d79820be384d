package org.ndview.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ndview.bridge.BlockNeighbour;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Which type of a tensor is which scalar type. */
final class TensorTypes {
  /** More bytes than this is refused by ONNX Runtime, for a buffer that it could copy. */
  static final long MAX_BYTES = Integer.MAX_VALUE - 8;

  /** What can become a tensor. */
  static final BlockNeighbour<OnnxJavaType> NEIGHBOUR =
      BlockNeighbour.of(
              "ONNX Runtime",
              Map.ofEntries(
                  Map.entry(ScalarType.FLOAT64, OnnxJavaType.DOUBLE),
                  Map.entry(ScalarType.FLOAT32, OnnxJavaType.FLOAT),
                  Map.entry(ScalarType.FLOAT16, OnnxJavaType.FLOAT16),
                  Map.entry(ScalarType.BFLOAT16, OnnxJavaType.BFLOAT16),
                  Map.entry(ScalarType.INT64, OnnxJavaType.INT64),
                  Map.entry(ScalarType.INT32, OnnxJavaType.INT32),
                  Map.entry(ScalarType.INT16, OnnxJavaType.INT16),
                  Map.entry(ScalarType.INT8, OnnxJavaType.INT8),
                  Map.entry(ScalarType.UINT8, OnnxJavaType.UINT8),
                  Map.entry(ScalarType.BOOL, OnnxJavaType.BOOL)),
              "OnnxTensors.wrap(view)",
              "OnnxTensors.copy(view)")
          .withMaxBytes(MAX_BYTES);

  private TensorTypes() {}

  /**
   * {@return the format of a tensor's items}
   *
   * @throws UnsupportedOperationException if there is none
   */
  static Scalar format(TensorInfo info) {
    ScalarType type = scalar(info.onnxType);
    if (type == null) {
      throw new UnsupportedOperationException(
          info.type == OnnxJavaType.STRING
              ? "the tensor has strings, which are no items of one size; getValue() has them"
              : "no format has the items of the tensor: " + info);
    }
    return Scalar.of(type, Mark.NATIVE);
  }

  // the type of Java is the signed one for unsigned integers
  private static @Nullable ScalarType scalar(TensorInfo.OnnxTensorType type) {
    return switch (type) {
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> ScalarType.FLOAT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> ScalarType.FLOAT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> ScalarType.FLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> ScalarType.BFLOAT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> ScalarType.INT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> ScalarType.INT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> ScalarType.INT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> ScalarType.INT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> ScalarType.UINT64;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> ScalarType.UINT32;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> ScalarType.UINT16;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> ScalarType.UINT8;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> ScalarType.BOOL;
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UNDEFINED,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX64,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_COMPLEX128,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FN,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E4M3FNUZ,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT8E5M2FNUZ ->
          null;
    };
  }
}
