"""Loads each .npy or .npz file named on a line of the input, saves it again, and says whether NumPy writes the same.

For an .npz file it prints the names, dtypes and shapes instead, and the bytes of the items as hex.
"""

import io
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")

for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        loaded = np.load(path, max_header_size=10**6)
        if path.endswith(".npz"):
            print(
                ";".join(f"{k} {v.dtype.str} {v.shape} {v.tobytes().hex()}" for k, v in loaded.items()), flush=True
            )
            continue
        buffer = io.BytesIO()
        np.save(buffer, loaded)
        same = open(path, "rb").read() == buffer.getvalue()
        print("same" if same else f"differs: {buffer.getvalue()[:300]}", flush=True)
    except Exception as e:
        print(type(e).__name__, e, flush=True)
