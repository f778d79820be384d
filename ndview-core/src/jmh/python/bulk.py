"""The work of BulkBenchmark with NumPy and memoryview, in microseconds: best of several runs."""
import sys
import time

import numpy as np

SIDE, MILLION = 4096, 1_000_000


def measure(f):
    best = float("inf")
    stop = time.perf_counter() + 1.0
    while time.perf_counter() < stop:
        start = time.perf_counter()
        f()
        best = min(best, time.perf_counter() - start)
    return best * 1e6


def copy(a):
    to = np.empty(a.shape, a.dtype)
    to[...] = 0
    return lambda: np.copyto(to, a)


def convert(a, to, f):
    out = zeros(a.shape, to)
    return lambda: f(a, out)


def zeros(shape, t):
    """Memory of its own for every page, as Java's has: np.zeros alone reads one page again and again."""
    a = np.empty(shape, t)
    a[...] = 0
    return a


def counted():
    return np.arange(MILLION, dtype="i4")


def channels():
    a = zeros((32, 224, 224, 3), "u1").transpose(0, 3, 1, 2)
    o = zeros(a.shape, "f4")
    scale = np.array([1 / 58.4, 1 / 57.1, 1 / 57.4], "f4").reshape(3, 1, 1)
    shift = np.array([-2.12, -2.04, -1.80], "f4").reshape(3, 1, 1)
    return lambda: np.add(np.multiply(a, scale, out=o), shift, out=o)


def million(t):
    return zeros(MILLION, t)


WORK = {
    "contiguous": lambda: copy(zeros((SIDE, SIDE), "f4")),
    "transpose-f64": lambda: copy(zeros((SIDE, SIDE), "f8").T),
    "transpose-f32": lambda: copy(zeros((SIDE, SIDE), "f4").T),
    "transpose-u8": lambda: copy(zeros((SIDE, SIDE), "u1").T),
    "transpose-odd-f32": lambda: copy(zeros((SIDE - 1, SIDE + 1), "f4").T),
    "nchw-nhwc-f32": lambda: copy(zeros((32, 3, 224, 224), "f4").transpose(0, 2, 3, 1)),
    "nchw-nhwc-u8": lambda: copy(zeros((32, 3, 224, 224), "u1").transpose(0, 2, 3, 1)),
    "permute-4d-f32": lambda: copy(zeros((40, 50, 60, 70), "f4").transpose(2, 0, 3, 1)),
    "step2-i32": lambda: copy(zeros(2 * MILLION, "i4")[::2]),
    "reversed-i32": lambda: copy(million("i4")[::-1]),
    "swap-i32": lambda: convert(million(">i4"), "<i4", lambda a, o: np.copyto(o, a)),
    "convert-u8-f32": lambda: convert(million("u1"), "f4", lambda a, o: np.multiply(a, np.float32(1 / 255), out=o)),
    "convert-hwc-chw": lambda: convert(
        zeros((32, 224, 224, 3), "u1").transpose(0, 3, 1, 2),
        "f4",
        lambda a, o: np.add(np.multiply(a, np.float32(1 / 255), out=o), np.float32(-0.5), out=o),
    ),
    "convert-f32-f16": lambda: convert(million("f4"), "f2", lambda a, o: np.copyto(o, a, casting="same_kind")),
    "convert-i32-f64": lambda: convert(million("i4"), "f8", lambda a, o: np.copyto(o, a)),
    "equal-i32": lambda: (lambda a, b: lambda: np.array_equal(a, b))(million("i4"), million("i4")),
    "equal-f64": lambda: (lambda a, b: lambda: np.array_equal(a, b))(million("f8"), million("f8")),
    "equal-mixed": lambda: (lambda a, b: lambda: np.array_equal(a, b))(million("i4"), million(">f8")),
    "channels-hwc-chw": lambda: channels(),
    "hex": lambda: (lambda a: lambda: a.tobytes().hex())(million("i4")),
    "tolist": lambda: (lambda a: lambda: a.tolist())(counted()),
    "count": lambda: (lambda a: lambda: np.count_nonzero(a == 1))(counted()),
    "indexof": lambda: (lambda a: lambda: np.argmax(a == MILLION - 1))(counted()),
    "tobytes-f": lambda: (lambda a: lambda: a.tobytes("F"))(zeros((1000, 1000), "i4")),
}

MEMORYVIEW = {
    "transpose-f32": lambda: (lambda m: lambda: m.tobytes())(memoryview(zeros((SIDE, SIDE), "f4").T)),
    "step2-i32": lambda: (lambda m: lambda: m[::2].tobytes())(memoryview(zeros(2 * MILLION, "i4"))),
    "reversed-i32": lambda: (lambda m: lambda: m[::-1].tobytes())(memoryview(million("i4"))),
    "equal-i32": lambda: (lambda m, n: lambda: m == n)(memoryview(million("i4")), memoryview(million("i4"))),
    "equal-mixed": lambda: (lambda m, n: lambda: m == n)(memoryview(million("i4")), memoryview(million(">f8"))),
    "hex": lambda: (lambda m: lambda: m.hex())(memoryview(million("i4"))),
    "tolist": lambda: (lambda m: lambda: m.tolist())(memoryview(counted())),
    "count": lambda: (lambda m: lambda: m.tolist().count(1))(memoryview(counted())),
    "indexof": lambda: (lambda m: lambda: m.tolist().index(MILLION - 1))(memoryview(counted())),
    "tobytes-f": lambda: (lambda m: lambda: m.tobytes("F"))(memoryview(zeros((1000, 1000), "i4"))),
}

chosen = sys.argv[1:]
for name, make in WORK.items():
    if not chosen or name in chosen:
        mv = MEMORYVIEW.get(name)
        print(f"{name:20} numpy {measure(make()):12.1f}" + (f"  memoryview {measure(mv()):12.1f}" if mv else ""), flush=True)


def each(name, f, n=1):
    """Nanoseconds of one call, or of one of the n items that it visits."""
    if not chosen or name in chosen:
        print(f"{name:20} {measure(f) * 1e3 / n:12.1f} ns", flush=True)


def items(a):
    for i in range(100):
        for j in range(100):
            a[i, j]


matrix, cube = zeros((100, 100), "f8"), zeros((100, 200, 3), "f4")
records = np.zeros(100, np.dtype([("a", "<i4"), ("b", "<f8"), ("c", "<f4", 3)]))
view = memoryview(matrix)
each("items numpy", lambda: items(matrix), 10_000)
each("items memoryview", lambda: items(view), 10_000)
each("select numpy", lambda: [matrix[5] for _ in range(1000)], 1000)
each("slice numpy", lambda: [matrix[10:90, ::2] for _ in range(1000)], 1000)
each("permute numpy", lambda: [cube.transpose(2, 0, 1) for _ in range(1000)], 1000)
each("reshape numpy", lambda: [cube.reshape(200, 100, 3) for _ in range(1000)], 1000)
each("view numpy", lambda: [cube.view("u1") for _ in range(1000)], 1000)
each("field numpy", lambda: [records["b"] for _ in range(1000)], 1000)
for n in (10, 100, 1000, 10_000, 100_000, MILLION, 8 << 20):
    fresh, times = np.ones(n), max(1, min(1000, 100_000 // n))
    each(f"copy {n} numpy", lambda: [fresh.copy() for _ in range(times)], times)
    each(f"zeros {n} numpy", lambda: [np.zeros(n) for _ in range(times)], times)
