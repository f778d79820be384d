"""Arrays and how NumPy prints them, one JSON object a line: numpy_print.py SEED COUNT."""

import json
import random
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")
SPECIAL = [float("nan"), float("inf"), float("-inf"), 0.0, -0.0]


def number(style):
    if style == "unit":
        return random.uniform(-1, 1)
    if style == "whole":
        return float(random.randint(-1000, 1000))
    if style == "half":
        return random.randint(-40, 40) / 2
    if style == "decimal":
        return round(random.uniform(-100, 100), random.randint(0, 4))
    if style == "wide":
        return random.uniform(-1, 1) * 10 ** random.uniform(-12, 12)
    if style == "huge":
        return random.uniform(-1, 1) * 10 ** random.uniform(-330, 308)
    if style == "power":
        return 2.0 ** random.randint(-1074, 1023)
    if style == "ten":
        return 10.0 ** random.randint(-9, 9)
    if style == "nearly":
        return random.choice([0.99999999999, 9.999999995, 99999999.99999999, 1e8, 1e-4, 9.9e-5, 0.000123456789125])
    if style == "same":
        return 1234.5678
    if random.random() < 0.3:
        return random.choice(SPECIAL)
    return number(random.choice(["unit", "half", "wide"])) if style == "special" else random.choice(SPECIAL)


STYLES = "unit whole half decimal wide huge power ten nearly same special odd".split()
INTEGERS = {"b": "i1", "B": "u1", "h": "i2", "H": "u2", "i": "i4", "I": "u4", "q": "i8", "Q": "u8"}
FLOATS = {"e": "f2", "f": "f4", "d": "f8", "Zf": "c8", "Zd": "c16"}
FORMATS = list(INTEGERS) + ["?"] + list(FLOATS) * 4


def shape():
    r = random.random()
    if r < 0.08:
        return ()
    if r < 0.16:
        return random.choice([(1001,), (2000,), (40, 30), (7, 6, 30), (3, 1000), (1000, 2), (4, 4, 4, 20), (1000,), (25, 40)])
    if r < 0.2:
        return random.choice([(0,), (0, 3), (2, 0), (2, 0, 2)])
    return tuple(random.randint(1, 6) for _ in range(random.randint(1, 4))) if r < 0.6 else (random.randint(1, 60),)


def array(form):
    dims = shape()
    n = int(np.prod(dims, dtype=int))
    if form == "?":
        values = np.array([random.random() < 0.5 for _ in range(n)], "?")
    elif form in INTEGERS:
        info = np.iinfo(INTEGERS[form])
        top = random.choice([1, 9, 100, info.max])
        values = np.array([random.randint(max(info.min, -top), min(info.max, top)) for _ in range(n)], INTEGERS[form])
    else:
        style, other = random.choice(STYLES), random.choice(STYLES)
        values = np.array([number(style) for _ in range(n)], FLOATS[form][0].replace("c", "f") + "8")
        if form[0] == "Z":
            values = values + np.zeros(n, "c16")
            values.imag = [number(other) for _ in range(n)]
        values = values.astype(FLOATS[form])
    return values.reshape(dims)


random.seed(int(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    form = random.choice(FORMATS)
    a = array(form)
    row = {"format": form, "shape": list(a.shape), "memory": a.tobytes().hex(), "text": str(a)}
    print(json.dumps(row))
