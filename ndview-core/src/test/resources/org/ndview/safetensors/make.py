"""Writes the files beside it, which the tests of org.ndview.safetensors read: python3 make.py (NumPy 2.x).

The format is written here by hand, after its published description, with what the reference implementation does: sorted
by dtype in its order from the greatest, then by name; compact JSON with __metadata__ first; spaces up to 8 bytes.
expected.jsonl has what each tensor is, in the order of the data.
"""

import json

import numpy as np

ORDER = ("BOOL F4 F6_E2M3 F6_E3M2 U8 I8 F8_E5M2 F8_E4M3 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ I16 U16 F16 BF16 I32 U32 F32 C64"
         " F64 I64 U64").split()


def write(name, tensors, metadata=None, reference=True, pad=True):
    """tensors: (name, dtype, shape, bytes)"""
    if reference:
        tensors = sorted(tensors, key=lambda t: (-ORDER.index(t[1]), t[0].encode()))
    header = {} if metadata is None else {"__metadata__": metadata}
    at = 0
    for key, dtype, shape, data in tensors:
        header[key] = {"dtype": dtype, "shape": list(shape), "data_offsets": [at, at + len(data)]}
        at += len(data)
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    if pad:
        text += b" " * (-len(text) % 8)
    with open(name, "wb") as f:
        f.write(len(text).to_bytes(8, "little") + text + b"".join(t[3] for t in tensors))
    for key, dtype, shape, data in tensors:
        kind = {"BOOL": "?", "U8": "u1", "I8": "i1", "I16": "<i2", "U16": "<u2", "F16": "<f2", "I32": "<i4",
                "U32": "<u4", "F32": "<f4", "F64": "<f8", "I64": "<i8", "U64": "<u8"}.get(dtype)
        items = np.frombuffer(data, kind).reshape(shape).tolist() if kind else None
        lines.append(json.dumps({"file": name, "name": key, "dtype": dtype, "shape": list(shape),
                                 "reference": reference, "hex": data.hex(), "items": items}))


lines = []
a = np.arange(24).reshape(2, 3, 4)
numbers = [(f"t.{d}", d, a.shape, a.astype(t).tobytes()) for d, t in
           [("U8", "u1"), ("I8", "i1"), ("I16", "<i2"), ("U16", "<u2"), ("F16", "<f2"), ("I32", "<i4"), ("U32", "<u4"),
            ("F32", "<f4"), ("C64", "<c8"), ("F64", "<f8"), ("I64", "<i8"), ("U64", "<u8")]]
numbers.append(("t.BOOL", "BOOL", (2, 3), (np.arange(6) % 2 == 0).tobytes()))
numbers.append(("t.BF16", "BF16", (2, 3), (np.arange(6).astype("<f4").view("<u4") >> 16).astype("<u2").tobytes()))
small = [(f"t.{d}", d, (2, 4), bytes(range(8))) for d in ORDER if d.startswith("F8")]
small += [("t.F4", "F4", (2, 4), bytes(range(4))), ("t.F6_E2M3", "F6_E2M3", (2, 4), bytes(range(6))),
          ("t.F6_E3M2", "F6_E3M2", (4, 8), bytes(range(24)))]
write("every_dtype.safetensors", numbers + small, {"format": "np"})
write("uneven_rows.safetensors", [("f4", "F4", (2, 3), b"abc"), ("f6", "F6_E2M3", (2, 2, 3), b"abcdefghi")])
write("odd_shapes.safetensors", [("scalar", "F32", (), np.float32(2.5).tobytes()), ("empty", "I64", (0, 3), b""),
                                 ("empty_too", "F32", (3, 0), b""), ("one", "U8", (1,), b"\x07")])
write("odd_names.safetensors", [("\u6e29\u5ea6", "U8", (1,), b"a"), ("\U0001f600", "U8", (1,), b"b"),
                                ("\uffee", "U8", (1,), b"c"), ('quote " back \\ slash / tab \t nul \x00 del \x7f', "U8", (1,), b"d"),
                                ("", "U8", (1,), b"e"), ("\u2028", "U8", (1,), b"f")],
      {"a key": 'a "value"\n', "\u00e9": ""})
write("none.safetensors", [])
write("only_metadata.safetensors", [], {"a": "b"})
# as older writers did: sorted by name, and not padded, so that numbers are not aligned
write("not_aligned.safetensors", [("a", "U8", (3,), b"abc"), ("b", "F32", (2,), np.array([1.5, -2], "<f4").tobytes()),
                                  ("c", "F64", (1,), np.array([0.25], "<f8").tobytes())], reference=False, pad=False)

with open("expected.jsonl", "w", encoding="utf-8") as f:
    f.write("\n".join(lines) + "\n")
