package org.ndview.cpython;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The interpreter of the process, and the few lines of Python that this package stands on. */
final class Interpreter {
  private static final int FILE_INPUT = 257;

  private static final String HELPERS =
      """
      import sys, traceback, builtins, importlib

      def describe(e):
          try:
              t = e.__traceback__
              while t is not None and t.tb_frame.f_code.co_filename == '<ndview>':
                  t = t.tb_next
              lines = traceback.format_exception(type(e), e, t)
              last = traceback.format_exception_only(type(e), e)[-1].strip()
              return (type(e).__name__, last, ''.join(lines))
          except BaseException as f:
              return (type(e).__name__, type(e).__name__ + ': its text cannot be had: ' + type(f).__name__, '')

      def run(source, mode, names):
          try:
              return eval(compile(source, '<java>', mode, dont_inherit=True), names)
          finally:
              flush()

      def flush():
          for f in (sys.stdout, sys.stderr):
              try:
                  f.flush()
              except Exception:
                  pass

      def find(name, names):
          first, *rest = name.split('.')
          if first in names:
              found = names[first]
          elif hasattr(builtins, first):
              found = getattr(builtins, first)
          else:
              try:
                  found = importlib.import_module(first)
              except ModuleNotFoundError:
                  raise NameError("name '%s' is not defined, and no module" % first) from None
          path = first
          for part in rest:
              path += '.' + part
              try:
                  found = getattr(found, part)
              except AttributeError:
                  if not hasattr(found, '__path__'):
                      raise
                  found = importlib.import_module(path)
          return found

      def call(f, args, kwargs):
          try:
              return f(*args, **kwargs)
          finally:
              flush()

      def hexadecimal(i):
          return format(i, 'x')

      def scalar(o):
          numpy = sys.modules.get('numpy')
          if numpy is None or not isinstance(o, numpy.generic):
              return None
          v = o.item()
          return None if isinstance(v, numpy.generic) else (v,)

      def start(executable, prefix, sites):
          if executable is not None:
              sys.executable = executable
          if sites:
              import site
              sys.prefix = sys.exec_prefix = prefix
              for s in sites:
                  site.addsitedir(s)
          if not getattr(sys, 'argv', None):
              sys.argv = ['']  # argparse and others ask for the name of the program
          for f in (sys.stdout, sys.stderr):
              try:
                  f.reconfigure(line_buffering=True)
              except Exception:
                  pass
      """;

  private static final Map<String, Long> FUNCTIONS = new ConcurrentHashMap<>();
  private static long names;
  private static volatile boolean ready;

  private Interpreter() {}

  static boolean isReady() {
    return ready;
  }

  /** {@return the dictionary of {@code __main__}, borrowed} */
  static long names() {
    return names;
  }

  /** Starts Python, unless another library of this process has: then that one is joined. */
  static void start(PythonFinder.Found found) {
    if (Py.IS_INITIALIZED.call() == 0) {
      // no signal handlers: they are the JVM's
      Py.INITIALIZE.call(0);
      long _ = Py.SAVE_THREAD.call();
    }
    Gil.run(() -> {
      define();
      ready = true;
      long args = ToPython.tuple(found.executable(), found.prefix(), found.sites());
      try {
        Py.DEC_REF.call(Errors.check(Py.CALL.call(function("start"), args, 0)));
      } finally {
        Py.DEC_REF.call(args);
      }
    });
  }

  private static void define() {
    try (Arena arena = Arena.ofConfined()) {
      long own = Py.NEW_DICT.call();
      long code =
          Errors.check(
              Py.COMPILE.call(
                  arena.allocateFrom(HELPERS).address(),
                  arena.allocateFrom("<ndview>").address(),
                  FILE_INPUT));
      names =
          Py.MODULE_DICT.call(
              Errors.check(Py.ADD_MODULE.call(arena.allocateFrom("__main__").address())));
      Py.DEC_REF.call(Errors.check(Py.EVAL_CODE.call(code, own, own)));
      Py.DEC_REF.call(code);
      long items = Errors.check(Py.DICT_ITEMS.call(own));
      // kept for ever: the process has one interpreter
      for (long i = 0; i < Py.SEQUENCE_SIZE.call(items); i++) {
        long item = Py.SEQUENCE_ITEM.call(items, i);
        long key = Py.SEQUENCE_ITEM.call(item, 0);
        FUNCTIONS.put(FromPython.text(key), Py.SEQUENCE_ITEM.call(item, 1));
        Py.DEC_REF.call(key);
        Py.DEC_REF.call(item);
      }
      Py.DEC_REF.call(items);
    }
  }

  /** {@return a function of the helpers, borrowed} */
  static long function(String name) {
    return Objects.requireNonNull(FUNCTIONS.get(name));
  }

  /**
   * {@return what a helper gives, a new reference; 0 if it raised an exception}
   *
   * @param arguments borrowed
   */
  static long helper(String name, long... arguments) {
    long tuple = Errors.check(Py.NEW_TUPLE.call(arguments.length));
    for (int i = 0; i < arguments.length; i++) {
      Py.INC_REF.call(arguments[i]);
      int _ = Py.TUPLE_SET.call(tuple, i, arguments[i]);
    }
    long result = Py.CALL.call(function(name), tuple, 0);
    Py.DEC_REF.call(tuple);
    return result;
  }
}
