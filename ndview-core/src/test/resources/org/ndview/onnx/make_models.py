"""Writes the ONNX models of the tests beside this file, or into the folder given.

classifier.onnx: x float[n, 4] -> scores float[n, 3], label int64[n]: a layer with ReLU, one with softmax, and its ArgMax.
scale.onnx: x float[...] -> y = 2 * x.
identity_TYPE.onnx: x TYPE[...] -> y = x, for each type that a program in Java can make a tensor of.
cast_TYPE.onnx: x int64[...] -> y TYPE[...], for the others.

Plain Python, without the onnx package: a model is a protobuf message, of
https://github.com/onnx/onnx/blob/main/onnx/onnx.proto, whose field numbers are below.
"""

import pathlib
import struct
import sys

FLOAT, INT64 = 1, 7
TYPES = {
    "float": 1, "uint8": 2, "int8": 3, "int16": 5, "int32": 6, "int64": 7, "string": 8, "bool": 9, "float16": 10,
    "double": 11, "bfloat16": 16,
}
UNSIGNED = {"uint16": 4, "uint32": 12, "uint64": 13}
IR_VERSION, OPSET = 8, 17


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def number(field, n):
    return varint(field << 3) + varint(n)


def block(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data


def node(op, inputs, outputs, attributes=b""):
    return block(1, b"".join(block(1, i) for i in inputs) + b"".join(block(2, o) for o in outputs) + block(4, op) + attributes)


def integer_attribute(name, n):
    return block(5, block(1, name) + number(3, n) + number(20, 2))


def value(field, name, type, dims=None):
    """A name or length for each dimension; None for any shape."""
    shape = b""
    if dims is not None:
        shape = block(2, b"".join(block(1, block(2, d) if isinstance(d, str) else number(1, d)) for d in dims))
    return block(field, block(1, name) + block(2, block(1, number(1, type) + shape)))


def floats(name, dims, values):
    return block(5, b"".join(number(1, d) for d in dims) + number(2, FLOAT) + block(8, name) + block(9, struct.pack(f"<{len(values)}f", *values)))


def model(name, body):
    graph = body + block(2, name)
    return number(1, IR_VERSION) + block(2, "make_models.py") + block(7, graph) + block(8, number(2, OPSET))


def weights(n, seed):
    """Numbers of -1 to 1 in steps of 1/64, the same everywhere."""
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2**31
        out.append(((seed >> 16) % 129 - 64) / 64)
    return out


def classifier():
    return model(
        "classifier",
        node("MatMul", ["x", "w1"], ["a"]) + node("Add", ["a", "b1"], ["b"]) + node("Relu", ["b"], ["c"])
        + node("MatMul", ["c", "w2"], ["d"]) + node("Add", ["d", "b2"], ["e"]) + node("Softmax", ["e"], ["scores"])
        + node("ArgMax", ["scores"], ["label"], integer_attribute("axis", 1) + integer_attribute("keepdims", 0))
        + floats("w1", [4, 8], weights(32, 1)) + floats("b1", [8], weights(8, 2))
        + floats("w2", [8, 3], weights(24, 3)) + floats("b2", [3], weights(3, 4))
        + value(11, "x", FLOAT, ["n", 4]) + value(12, "scores", FLOAT, ["n", 3]) + value(12, "label", INT64, ["n"]),
    )


def scale():
    return model("scale", node("Mul", ["x", "two"], ["y"]) + floats("two", [], [2]) + value(11, "x", FLOAT) + value(12, "y", FLOAT))


def identity(type):
    return model("identity", node("Identity", ["x"], ["y"]) + value(11, "x", type) + value(12, "y", type))


def cast(type):
    return model(
        "cast", node("Cast", ["x"], ["y"], integer_attribute("to", type)) + value(11, "x", INT64) + value(12, "y", type)
    )


folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
folder = folder if folder.is_dir() else folder.parent
(folder / "classifier.onnx").write_bytes(classifier())
(folder / "scale.onnx").write_bytes(scale())
for name, type in TYPES.items():
    (folder / f"identity_{name}.onnx").write_bytes(identity(type))
for name, type in UNSIGNED.items():
    (folder / f"cast_{name}.onnx").write_bytes(cast(type))
