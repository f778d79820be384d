"""NumPy's side of the table: lines on stdin, one answer a line on stdout.

    setup CODE     new names for the statements that follow          -> ok
    add STATEMENT  a statement over these names                       -> ok, or why it does not run
    time I N       runs statement I of this setup N times             -> seconds
    version                                                           -> Python's and NumPy's

Newlines within a line are written as \\x01.
"""
import gc
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402

try:
    from ml_dtypes import bfloat16
except ImportError:
    bfloat16 = None


def touched(shape, dtype):
    """Memory of its own for every page: an array fresh from np.zeros reads one page again and again."""
    a = np.empty(shape, dtype)
    a[...] = 0
    return a


def counted(shape, dtype):
    """0 to 96, again and again."""
    return np.resize(np.arange(97).astype(dtype), shape)


def words(a):
    """The bits of float32 numbers that bfloat16 keeps, rounded to even."""
    bits = a.view("u4")
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("u2")


def counted_bf16(shape):
    return np.resize(words(np.arange(97, dtype="f4")), shape)


def to_bf16(a, o, f, t):
    """Numbers to the 16 bits of bfloat16, by way of float32; f and t are room for float32 and uint32."""
    if a.dtype != f.dtype:
        np.copyto(f, a, casting="unsafe")
        a = f
    bits = a.view("u4")
    np.right_shift(bits, 16, out=t)
    np.bitwise_and(t, 1, out=t)
    np.add(t, bits, out=t)
    np.add(t, 0x7FFF, out=t)
    np.right_shift(t, 16, out=t)
    np.copyto(o, t, casting="unsafe")


def to_bf16_by_blocks(a, o, f, t):
    """The same, in pieces that stay in the cache."""
    n = 8192
    for i in range(0, len(a), n):
        to_bf16(a[i : i + n], o[i : i + n], f[i : i + n], t[i : i + n])


def from_bf16(a, o, f):
    """The 16 bits of bfloat16 to numbers, by way of float32."""
    np.left_shift(a, 16, out=f.view("u4"), dtype="u4")
    if o is not f:
        np.copyto(o, f, casting="unsafe")


BATCH = """
def make():
{setup}
    def batch(calls):
        repeats = repeat(None, calls)
        start = clock()
        for _ in repeats:
            {statement}
        return clock() - start
    return batch, locals()
"""


class Session:
    def __init__(self):
        self.names, self.batches = {}, []

    def setup(self, code):
        self.names, self.batches = dict(globals()), []
        exec(code, self.names)
        return "ok"

    def add(self, statement):
        from itertools import repeat

        names = dict(self.names, repeat=repeat, clock=time.perf_counter)
        used = [n for n in compile(statement, "statement", "exec").co_names if n in names and n not in globals()]
        # names of the setup become variables of an enclosing function, as fast as a program's own
        setup = "".join(f"    {n} = {n}_\n" for n in used) + "    pass\n"
        names.update({n + "_": names[n] for n in used})
        indented = statement.replace("\n", "\n            ")
        exec(BATCH.format(setup=setup, statement=indented), names)
        batch, _ = names["make"]()
        batch(1)
        self.batches.append(batch)
        return "ok"

    def time(self, arguments):
        which, calls = map(int, arguments.split())
        return repr(self.batches[which](calls))

    def version(self, _):
        ml = ", ml_dtypes" if bfloat16 is not None else ""
        return f"NumPy {np.__version__}{ml}, CPython {sys.version.split()[0]}"


def main():
    gc.disable()
    session = Session()
    for line in sys.stdin:
        verb, _, rest = line.rstrip("\n").replace("\x01", "\n").partition(" ")
        try:
            answer = getattr(session, verb)(rest)
        except Exception as e:  # told to the other side, which decides
            answer = f"error {type(e).__name__}: {e}".replace("\n", " ")
        print(answer, flush=True)


main()
