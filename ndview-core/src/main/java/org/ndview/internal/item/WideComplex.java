package org.ndview.internal.item;

/** A complex number of long doubles, exactly: what {@link ItemCodec#key} makes of {@code Zg}. */
public record WideComplex(WideFloat re, WideFloat im) {}
