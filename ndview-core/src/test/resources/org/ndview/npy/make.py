"""Writes the files beside it, which the tests of org.ndview.npy read: python3 make.py (NumPy 2.x).

For each file, expected.jsonl has what the array is: its shape, whether it is in Fortran's order, the bytes of its items
in C order as hex, and its items as tolist() gives them (bytes as hex in a dict, complex as a list of two).
"""

import io
import json
import warnings
import zipfile

import numpy as np
from numpy.lib import format as npy

warnings.simplefilter("ignore")

a = np.arange(24).reshape(2, 3, 4)
packed = np.dtype([("id", "<i4"), ("score", ">f8"), ("tag", "S3")])
aligned = np.dtype([("flag", "?"), ("x", "<f8"), ("n", "<i2")], align=True)
nested = np.dtype([("p", aligned), ("m", ">u2", (2, 3)), ("s", "<U2"), ("raw", "V3")], align=True)
titled = np.dtype([(("the title", "a"), "<i4"), ("b", "<f4")])


def struct(dtype, n=3):
    """Fields full of small numbers, padding of zeros."""
    out = np.zeros(n, dtype)

    def fill(array, start):
        for k, name in enumerate(array.dtype.names):
            part = array[name]
            if part.dtype.names:
                fill(part, start + 10 * k)
            elif part.dtype.kind in "SU":
                part[...] = np.array([chr(97 + i) * 2 for i in range(n)]).astype(part.dtype)
            elif part.dtype.kind == "V":
                part[...] = np.array([bytes([1, 2, i]) for i in range(n)], part.dtype)
            else:
                part[...] = (np.arange(part.size).reshape(part.shape) + start + k).astype(part.dtype)

    fill(out, 1)
    return out


arrays = {
    "bool": a % 3 == 0,
    **{f"{o}_{t}": a.astype(t if o == "native" else {"little": "<", "big": ">"}[o] + t)
       for t in ["i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
       for o in ["little", "big"]},
    "i1": (a - 12).astype("i1"),
    "u1": (a + 200).astype("u1"),
    "u8_high": a.astype("u8") + np.uint64(2**63),
    "f8_special": np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324]),
    "f_order_f4": np.asfortranarray(a.astype("<f4")),
    "f_order_big_i8": np.asfortranarray(a.astype(">i8")),
    "f_order_struct": np.asfortranarray(struct(packed, 6).reshape(2, 3)),
    "transposed": a.astype("<i4").T,
    "strided": np.arange(96, dtype="<i2").reshape(4, 6, 4)[::2, ::-2],
    "one_row_f": np.asfortranarray(a.astype("<i4"))[:1, :, :1],
    "zero_d": np.array(7.5),
    "zero_d_struct": struct(packed, 1).reshape(()),
    "empty": np.zeros((0, 3), "<f4"),
    "empty_inside": np.zeros((2, 0, 3), ">i4"),
    "bytes": np.array([b"abc", b"", b"\xff\x00z"], "S3"),
    "text": np.array(["ab", "", "\u00e9\U0001f600"], "<U3"),
    "text_big": np.array(["ab", "", "\u00e9\U0001f600"], ">U3"),
    "void": np.array([b"\x01\x02\x03", b"\x00\x00\x04"], "V3"),
    "bytes_of_none": np.zeros(2, "S0"),
    "void_of_none": np.zeros((2, 2), "V0"),
    "struct_packed": struct(packed),
    "struct_aligned": struct(aligned),
    "struct_nested": struct(nested),
    "struct_titled": struct(titled),
    "struct_of_none": np.zeros(2, []),
    "struct_latin": struct(np.dtype([("\u00e9\u00df", "<i4")])),
    "struct_quotes": struct(np.dtype([("it's", "<i4"), ('say "it\'s"', "<i4"), ("tab\t\\", "<i2")])),
    "version_2_long": struct(np.dtype([(f"field_number_{i:05}", "<i4") for i in range(2150)]), 2),
    "version_3": struct(np.dtype([("\u6e29\u5ea6", "<f4"), ("\U0001f600", "<i4")])),
}
if np.dtype(np.longdouble).itemsize == 16:
    # the 6 bytes behind the 10 of an x86 long double mean nothing, and may be anything
    x = np.zeros(3, np.longdouble)
    x[:] = [1.5, -2, 0.1]
    x.view("u1").reshape(3, 16)[:, 10:] = 0
    arrays["long_double"] = x
    arrays["long_complex"] = x[:2].view(np.clongdouble)


def plain(item):
    if isinstance(item, bytes):
        return {"hex": item.hex()}
    if isinstance(item, complex):
        return [plain(item.real), plain(item.imag)]
    if isinstance(item, float):
        return item if np.isfinite(item) else str(item)
    if isinstance(item, (np.longdouble, np.floating)):
        return float(item)
    if isinstance(item, np.complexfloating):
        return [float(item.real), float(item.imag)]
    if isinstance(item, np.void):
        return plain(item.item()) if item.dtype.names else {"hex": item.tobytes().hex()}
    if isinstance(item, np.ndarray):
        return plain(item.tolist())
    if isinstance(item, (list, tuple)):
        return [plain(part) for part in item]
    return item


def describe(name, array, file):
    return json.dumps({
        "name": name,
        "file": file,
        "shape": array.shape,
        "fortran": bool(array.flags.f_contiguous and not array.flags.c_contiguous),
        "hex": "" if array.itemsize == 0 or array.nbytes > 4000 else array.tobytes().hex(),
        "items": None if array.nbytes > 4000 else plain(array.tolist()),
    })


lines = []
for name, array in arrays.items():
    np.save(name + ".npy", array)
    lines.append(describe(name, array, name + ".npy"))

# versions 2 and 3 of what needs only 1
for version in (2, 3):
    with open(f"version_{version}_short.npy", "wb") as f:
        npy.write_array(f, a.astype("<i2"), version=(version, 0))
    lines.append(describe(f"version_{version}_short", a.astype("<i2"), f"version_{version}_short.npy"))

# as Python 2 wrote it: numbers with an L, strings with a u
header = b"{'descr': '<i4', u'fortran_order': False, 'shape': (2L, 3L), }"
header += b" " * (63 - (10 + len(header)) % 64) + b"\n"
with open("python_2.npy", "wb") as f:
    f.write(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + a[0, :2, :3].astype("<i4").tobytes())
lines.append(describe("python_2", np.ascontiguousarray(a[0, :2, :3]).astype("<i4"), "python_2.npy"))

with open("expected.jsonl", "w", encoding="utf-8") as f:
    f.write("\n".join(lines) + "\n")

# what is refused
np.save("refused_object.npy", np.array([{}, None], object), allow_pickle=True)
np.save("refused_datetime.npy", np.array(["2026-01-01"], "M8[D]"))
np.save("refused_timedelta.npy", np.array([3], "m8[ns]"))
np.save("refused_object_field.npy", np.zeros(2, [("a", "<i4"), ("o", "O")]), allow_pickle=True)
np.save("refused_colon.npy", np.zeros(2, [("a:b", "<i4")]))

# several arrays
kept = {name: arrays[name] for name in
        ["bool", "big_f8", "f_order_f4", "zero_d", "empty", "struct_nested", "text", "void"]}
np.savez("stored.npz", **kept)
np.savez_compressed("compressed.npz", **kept)
np.savez("odd_names.npz", **{"a/b": a, "\u6e29\u5ea6": a.astype("<f4"), "with space": a[0]})
with zipfile.ZipFile("with_a_note.npz", "w") as z:
    buffer = io.BytesIO()
    np.save(buffer, a)
    z.writestr(zipfile.ZipInfo("a.npy"), buffer.getvalue())
    z.writestr(zipfile.ZipInfo("note.txt"), "not an array")
    z.writestr(zipfile.ZipInfo("looks.npy"), "not an array either")
