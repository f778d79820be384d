"""Structures of every ctypes type: format|itemsize|bytes|values in order, '?' before bit fields and the like."""
import ctypes as C
import random

random.seed(1)
SCALARS = [
    C.c_bool, C.c_char, C.c_wchar, C.c_byte, C.c_ubyte, C.c_short, C.c_ushort, C.c_int, C.c_uint,
    C.c_long, C.c_ulong, C.c_longlong, C.c_ulonglong, C.c_size_t, C.c_ssize_t, C.c_float,
    C.c_double, C.c_longdouble, C.c_int8, C.c_uint16, C.c_int32, C.c_uint64, C.c_void_p,
    C.c_char_p, C.c_wchar_p, C.POINTER(C.c_int), C.POINTER(C.POINTER(C.c_double)),
    C.CFUNCTYPE(C.c_int), C.py_object,
]
SWAPPED = [
    C.c_byte, C.c_ubyte, C.c_short, C.c_ushort, C.c_int, C.c_uint, C.c_long, C.c_longlong,
    C.c_float, C.c_double,
]
names = iter(range(10**9))


def struct(fields, base=C.Structure, pack=None):
    body = {'_fields_': [('f%d' % i,) + (f if isinstance(f, tuple) else (f,)) for i, f in enumerate(fields)]}
    if pack:
        body['_pack_'] = pack
    return type(base)('S%d' % next(names), (base,), body)


def is_address(t):
    return (
        t in (C.c_void_p, C.c_char_p, C.c_wchar_p, C.py_object)
        or issubclass(t, C._Pointer)
        or issubclass(t, C._CFuncPtr)
    )


def fill(t, memory, at, out):
    """Writes values where ctypes has them, in order."""
    if issubclass(t, C.Structure):
        for field in t._fields_:
            fill(field[1], memory, at + getattr(t, field[0]).offset, out)
    elif issubclass(t, C.Array):
        for i in range(t._length_):
            fill(t._type_, memory, at + i * C.sizeof(t._type_), out)
    elif is_address(t):
        v = random.getrandbits(47)
        C.c_size_t.from_buffer(memory, at).value = v
        out.append('i%d' % v)
    else:
        o = t.from_buffer(memory, at)
        base = t.__name__
        if t is C.c_bool:
            o.value = random.random() < 0.5
            out.append('i%d' % o.value)
        elif t is C.c_char:
            o.value = bytes([random.randrange(65, 90)])
            out.append('i%d' % o.value[0])
        elif t is C.c_wchar:
            o.value = chr(random.randrange(65, 90))
            out.append('s' + o.value)
        elif isinstance(o.value, float):
            o.value = random.randrange(-1000, 1000) / 4
            out.append('f%r' % o.value)
        else:
            o.value = random.getrandbits(8 * C.sizeof(t))
            out.append('i%d' % o.value)


def show(t, known=True):
    memory = bytearray(C.sizeof(t))
    values = []
    if known:
        fill(t, memory, 0, values)
    m = memoryview(t.from_buffer(memory)) if not known else memoryview(t())
    print('|'.join([m.format, str(m.itemsize), bytes(memory).hex(), ' '.join(values) if known else '?']))


for a in SCALARS:
    show(struct([a]))
    show(struct([C.c_ubyte, a]))
    show(struct([a, C.c_int]))
    show(struct([a, C.c_byte, a * 3, C.c_double]))
    show(struct([C.c_byte, a * 2 * 3, C.c_char]))
    show(struct([C.c_short, struct([C.c_byte, a]), C.c_int]))
    show(struct([C.c_char, struct([C.c_byte, a]) * 2, C.c_byte]))
for a in SWAPPED:
    big = struct([C.c_byte, a, C.c_byte], C.BigEndianStructure)
    show(big)
    show(struct([C.c_short, C.c_byte, a, a * 2], C.BigEndianStructure))
for _ in range(200):
    kinds = [random.choice(SCALARS) for _ in range(random.randrange(2, 7))]
    show(struct([k * random.randrange(1, 4) if random.random() < 0.2 else k for k in kinds]))

# what no text tells: read as opaque, or not at all wrong
class Union(C.Union):
    _fields_ = [('i', C.c_int), ('d', C.c_double)]


class Base(C.Structure):
    _fields_ = [('a', C.c_int)]


packed = struct([C.c_byte, C.c_int], pack=1)
show(struct([C.c_int], Base), False)
show(struct([C.c_byte], Base), False)
show(struct([C.c_int, Union, C.c_double]), False)
show(struct([C.c_int, packed]), False)
show(struct([C.c_int, packed, C.c_double]), False)
show(struct([Union, C.c_int, C.c_short]), False)
show(struct([(C.c_int, 3), (C.c_int, 5)]), False)
show(struct([C.c_byte, (C.c_int, 3), (C.c_int, 5)]), False)
