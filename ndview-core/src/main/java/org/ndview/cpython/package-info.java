/**
 * CPython in this process: its memory as views, and views as Python objects, without a copy.
 *
 * <p>PEP 3118 is a C protocol between an <b>exporter</b>, which has memory, and a <b>consumer</b>,
 * which asks for it. The consumer gets a {@code Py_buffer}: where the memory is and how its items
 * lie. The exporter keeps the memory in place until the consumer releases the buffer. This package
 * speaks the protocol from both sides, through {@code java.lang.foreign} alone.
 *
 * <ul>
 *   <li>{@link org.ndview.cpython.PyBuffer} reads and writes the {@code struct}. It needs no
 *       Python.
 *   <li>{@link org.ndview.cpython.CPython} starts the interpreter of a shared libpython. {@link
 *       org.ndview.cpython.CPython#view view} is the consumer: closing the view releases the
 *       buffer. {@link org.ndview.cpython.CPython#export export} is the exporter: as long as a
 *       memoryview or an array uses the memory, it is held.
 *   <li>{@link org.ndview.cpython.PyObject} is a reference to a Python object, {@link
 *       org.ndview.cpython.PythonException} an exception that Python raised.
 * </ul>
 *
 * {@snippet lang="java" :
 * CPython python = CPython.load();
 * python.exec("import numpy as np");
 * try (NdView pixels = NdView.allocate("f", 28, 28);
 *     PyObject array = python.export(pixels)) {
 *   python.set("pixels", array);
 *   python.exec("np.asarray(pixels)[14] = 1"); // written to Java's memory
 *   System.out.println(python.eval("float(np.asarray(pixels).sum())")); // 28.0
 *   python.exec("del pixels");
 * }
 * }
 *
 * <p>Native access must be enabled ({@code --enable-native-access}). The interpreter lives as long
 * as the process: libraries such as NumPy cannot be loaded twice.
 */
@NullMarked
package org.ndview.cpython;

import org.jspecify.annotations.NullMarked;
