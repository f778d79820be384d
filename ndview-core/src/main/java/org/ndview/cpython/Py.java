package org.ndview.cpython;

import static org.ndview.cpython.Calls.function;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Python's functions, by their names, and objects. References are addresses: "new" ones must be
 * given back ({@link #DEC_REF}), "borrowed" ones not. All but a few need the GIL: {@link Gil}.
 */
@SuppressWarnings("restricted")
final class Py {
  // the interpreter
  static final Calls.ToInt IS_INITIALIZED = function("Py_IsInitialized", Calls.ToInt.class);
  static final Calls.OfInt INITIALIZE = function("Py_InitializeEx", Calls.OfInt.class);
  static final Calls.ToLong SAVE_THREAD = function("PyEval_SaveThread", Calls.ToLong.class);
  static final Calls.Of1 RESTORE_THREAD = function("PyEval_RestoreThread", Calls.Of1.class);
  static final Calls.ToInt ENSURE = function("PyGILState_Ensure", Calls.ToInt.class);
  static final Calls.OfInt RELEASE = function("PyGILState_Release", Calls.OfInt.class);
  static final Calls.L1 ADD_MODULE = function("PyImport_AddModule", Calls.L1.class); // borrowed
  static final Calls.L1 MODULE_DICT = function("PyModule_GetDict", Calls.L1.class); // borrowed
  static final Calls.L2I COMPILE = function("Py_CompileString", Calls.L2I.class);
  static final Calls.L3 EVAL_CODE = function("PyEval_EvalCode", Calls.L3.class);

  // references and objects
  static final Calls.Of1 INC_REF = function("Py_IncRef", Calls.Of1.class);
  static final Calls.Of1 DEC_REF = function("Py_DecRef", Calls.Of1.class);
  static final Calls.L1 TYPE = function("PyObject_Type", Calls.L1.class);
  static final Calls.L1 TYPE_FLAGS = function("PyType_GetFlags", Calls.L1.class);
  static final Calls.I2 IS_INSTANCE = function("PyObject_IsInstance", Calls.I2.class);
  static final Calls.L3 CALL = function("PyObject_Call", Calls.L3.class);
  static final Calls.L2 GET_ATTR = function("PyObject_GetAttrString", Calls.L2.class);
  static final Calls.L1 STR = function("PyObject_Str", Calls.L1.class);
  static final Calls.L1 REPR = function("PyObject_Repr", Calls.L1.class);

  // buffers
  static final Calls.I1 HAS_BUFFER = function("PyObject_CheckBuffer", Calls.I1.class);
  static final Calls.I2I GET_BUFFER = function("PyObject_GetBuffer", Calls.I2I.class);
  static final Calls.Of1 RELEASE_BUFFER = function("PyBuffer_Release", Calls.Of1.class);
  static final Calls.L1 MEMORYVIEW = function("PyMemoryView_FromObject", Calls.L1.class);

  // types
  static final Calls.L1 TYPE_FROM_SPEC = function("PyType_FromSpec", Calls.L1.class);
  static final Calls.L2 GENERIC_ALLOC = function("PyType_GenericAlloc", Calls.L2.class);
  static final Calls.Of1 FREE = function("PyObject_Free", Calls.Of1.class);

  // memory that needs no GIL
  static final Calls.L2 RAW_CALLOC = function("PyMem_RawCalloc", Calls.L2.class);
  static final Calls.Of1 RAW_FREE = function("PyMem_RawFree", Calls.Of1.class);

  // errors
  static final Calls.ToLong ERROR_OCCURRED = function("PyErr_Occurred", Calls.ToLong.class);
  static final Calls.Of3 ERROR_FETCH = function("PyErr_Fetch", Calls.Of3.class);
  static final Calls.Of3 ERROR_NORMALIZE = function("PyErr_NormalizeException", Calls.Of3.class);
  static final Calls.I2 SET_TRACEBACK = function("PyException_SetTraceback", Calls.I2.class);
  static final Calls.Of2 ERROR_SET = function("PyErr_SetString", Calls.Of2.class);
  static final Calls.Plain ERROR_CLEAR = function("PyErr_Clear", Calls.Plain.class);

  // values
  static final Calls.L1 LONG = function("PyLong_FromLongLong", Calls.L1.class);
  static final Calls.L2 LONG_VALUE = function("PyLong_AsLongLongAndOverflow", Calls.L2.class);
  static final Calls.L2I LONG_OF_TEXT = function("PyLong_FromString", Calls.L2I.class);
  static final Calls.LD FLOAT = function("PyFloat_FromDouble", Calls.LD.class);
  static final Calls.D1 FLOAT_VALUE = function("PyFloat_AsDouble", Calls.D1.class);
  static final Calls.LDD COMPLEX = function("PyComplex_FromDoubles", Calls.LDD.class);
  static final Calls.D1 REAL = function("PyComplex_RealAsDouble", Calls.D1.class);
  static final Calls.D1 IMAGINARY = function("PyComplex_ImagAsDouble", Calls.D1.class);
  static final Calls.L4 DECODE_UTF16 = function("PyUnicode_DecodeUTF16", Calls.L4.class);
  static final Calls.L3 ENCODE = function("PyUnicode_AsEncodedString", Calls.L3.class);
  static final Calls.L2 BYTES = function("PyBytes_FromStringAndSize", Calls.L2.class);
  static final Calls.L1 BYTES_ADDRESS = function("PyBytes_AsString", Calls.L1.class);
  static final Calls.L1 BYTES_SIZE = function("PyBytes_Size", Calls.L1.class);
  static final Calls.L1 SEQUENCE_SIZE = function("PySequence_Size", Calls.L1.class);
  static final Calls.L2 SEQUENCE_ITEM = function("PySequence_GetItem", Calls.L2.class);
  static final Calls.L1 TO_LIST = function("PySequence_List", Calls.L1.class);
  static final Calls.L1 NEW_LIST = function("PyList_New", Calls.L1.class);
  static final Calls.I3 LIST_SET = function("PyList_SetItem", Calls.I3.class); // steals
  static final Calls.L1 NEW_TUPLE = function("PyTuple_New", Calls.L1.class);
  static final Calls.I3 TUPLE_SET = function("PyTuple_SetItem", Calls.I3.class); // steals
  static final Calls.L1 NEW_SET = function("PySet_New", Calls.L1.class);
  static final Calls.ToLong NEW_DICT = function("PyDict_New", Calls.ToLong.class);
  static final Calls.I3 DICT_SET = function("PyDict_SetItem", Calls.I3.class);
  static final Calls.L1 DICT_ITEMS = function("PyDict_Items", Calls.L1.class);

  static final long NONE = object("_Py_NoneStruct");
  static final long TRUE = object("_Py_TrueStruct");
  static final long FALSE = object("_Py_FalseStruct");
  static final long FLOAT_TYPE = object("PyFloat_Type");
  static final long COMPLEX_TYPE = object("PyComplex_Type");
  static final long SET_TYPE = object("PySet_Type");
  static final long FROZENSET_TYPE = object("PyFrozenSet_Type");
  static final long BUFFER_ERROR = pointer("PyExc_BufferError");

  private Py() {}

  private static long object(String name) {
    return Libpython.symbols().findOrThrow(name).address();
  }

  /** The value of a variable that points to an object; set when Python starts. */
  private static long pointer(String name) {
    return Libpython.symbols().findOrThrow(name).address();
  }

  /** {@return the exception type in a variable of Python} */
  static long exception(long variable) {
    return at(variable, 8).get(ValueLayout.JAVA_LONG, 0);
  }

  /** {@return memory at an address} */
  static MemorySegment at(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }
}
