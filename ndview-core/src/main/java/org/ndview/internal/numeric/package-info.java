/**
 * Many items as numbers: conversion, equality, search.
 *
 * <p>May name {@code internal.memory}, {@code internal.item}, {@code internal.bulk}, formats, and
 * values of {@code org.ndview}. Never {@code NdView}. A test over the compiled classes holds this.
 *
 * <p>For internal use only: not exported by the module, not part of the published documentation,
 * and free to change in any release.
 */
@NullMarked
package org.ndview.internal.numeric;

import org.jspecify.annotations.NullMarked;
