"""Wrote columns.arrow beside it, by pyarrow 25.0.1: python3 make.py"""

import datetime
import decimal
import os

import numpy as np
import pyarrow as pa

ROWS = 3


def tensors(shape, permutation=None, names=None):
    kind = pa.fixed_shape_tensor(pa.int16(), shape, permutation=permutation, dim_names=names)
    items = pa.array(np.arange(ROWS * int(np.prod(shape)), dtype="i2"))
    return pa.ExtensionArray.from_storage(kind, pa.FixedSizeListArray.from_arrays(items, kind.storage_type.list_size))


def lists(values, size, mask=None):
    return pa.FixedSizeListArray.from_arrays(values, size, mask=mask)


columns = {
    **{str(t): pa.array([1, 2, 3], t) for t in (pa.int8(), pa.int16(), pa.int32(), pa.int64())},
    **{str(t): pa.array([1, 2, 2**t.bit_width - 1], t) for t in (pa.uint16(), pa.uint32(), pa.uint64())},
    "uint8": pa.array([1, 2, 255], pa.uint8()),
    "half": pa.array(np.array([0.5, -2, np.inf], "f2")),
    "float": pa.array([0.5, -2, 3], pa.float32()),
    "double": pa.array([0.5, -2, 3], pa.float64()),
    "bool": pa.array([True, False, True]),
    "bool8": pa.ExtensionArray.from_storage(pa.bool8(), pa.array([1, 0, 1], pa.int8())),
    "date32": pa.array([datetime.date(1970, 1, 2)] * ROWS),
    "time64": pa.array([datetime.time(0, 0, 1)] * ROWS, pa.time64("ns")),
    "timestamp": pa.array([1, 2, 3], pa.timestamp("us", "UTC")),
    "duration": pa.array([1, 2, 3], pa.duration("s")),
    "decimal": pa.array([decimal.Decimal("-1.5"), decimal.Decimal("1e20"), decimal.Decimal(0)], pa.decimal128(38, 1)),
    "interval": pa.array([(1, 2, 3)] * ROWS, pa.month_day_nano_interval()),
    "binary": pa.array([b"abc", b"d\0f", b"ghi"], pa.binary(3)),
    "nulls": pa.array([1, None, 3], pa.int32()),
    "lists": lists(pa.array(range(6), pa.int32()), 2),
    "nested": lists(lists(pa.array(range(12), pa.uint8()), 2), 2),
    "null lists": lists(pa.array([0, 1, 2, 3, None, 5], pa.int32()), 2, pa.array([False, True, False])),
    "tensors": tensors([2, 3]),
    "permuted": tensors([2, 3, 4], [2, 0, 1], ["row", "column", "channel"]),
    "text": pa.array(["a", "b", "c"]),
    "struct": pa.array([{"x": 1}] * ROWS),
    "list": pa.array([[1], [], [2, 3]]),
}

table = pa.table(columns)
with pa.OSFile(os.path.join(os.path.dirname(__file__), "columns.arrow"), "wb") as file:
    with pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
