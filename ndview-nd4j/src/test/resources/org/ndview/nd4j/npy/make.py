"""Writes the .npy files beside it, which NpyTest reads: python3 make.py (NumPy 2.x)."""

import numpy as np

a = np.arange(24).reshape(2, 3, 4)
files = {
    "c_f8": a.astype("<f8"),
    "f_order_f4": np.asfortranarray(a.astype("<f4")),
    "big_endian_i4": a.astype(">i4"),
    "big_endian_f_order_f8": np.asfortranarray(a.astype(">f8")),
    "unsigned_u2": (a + 65000).astype("<u2"),
    "unsigned_big_endian_u8": (a.astype("u8") + np.uint64(2**63)).astype(">u8"),
    "half_f2": a.astype("<f2"),
    "strided_i2": np.arange(96, dtype="<i2").reshape(4, 6, 4)[::2, ::-2],
    "transposed_i8": a.astype("<i8").T,
    "bool": a % 3 == 0,
    "f_order_f8": np.asfortranarray(a.astype("<f8")),
    "row_f8": a.astype("<f8")[1],
    "every_second_f8": a.astype("<f8")[:, ::2, 1:3],
    "struct": np.array([(1.5, 2, 3.5), (-1.5, -2, -3.5)], np.dtype([("x", "<f4"), ("n", "<i4"), ("y", ">f8")])),
}
for name, array in files.items():
    np.save(name + ".npy", array)
