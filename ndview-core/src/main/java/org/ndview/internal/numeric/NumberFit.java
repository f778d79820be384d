package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;

/** Looks whether numbers of one type fit another, a block at a time. */
interface NumberFit {
  /** All numbers of the one type fit the other. */
  NumberFit ALL = (_, _) -> true;

  /**
   * {@return whether the first n raw items fit} They may be changed.
   *
   * @param raw items as a {@link NumberReader} takes them
   */
  boolean holds(Object raw, int n);

  /** {@return the provider's loop that looks for the same at numbers in memory, or null} */
  default @Nullable FitKernel kernel(RunKernels kernels, NumericFormat in) {
    return null;
  }

  /**
   * {@return what looks}
   *
   * @param same whether numbers must stay the same, not only in range
   * @param scaling what is done to them before, or null
   */
  static NumberFit of(
      NumericFormat in, NumericFormat out, boolean same, Scaling.@Nullable Uniform scaling) {
    if (scaling == null && !in.isFloat() && !out.isFloat()) {
      IntegerRange range = IntegerRange.of(in, out);
      return range == null ? ALL : new InRange(in.reader(), range);
    }
    if (!same) {
      return new FiniteFit(in.reader(), out.type(), scaling);
    }
    return scaling == null && !in.isFloat()
        ? new DigitsFit(in.reader(), in.isSigned(), out.type())
        : new SameFit(in.reader(), out, scaling);
  }

  /** Integers of a range. */
  record InRange(NumberReader reader, IntegerRange range) implements NumberFit {
    @Override
    public boolean holds(Object raw, int n) {
      return range.holds(reader.toLongs(raw, n), n);
    }

    @Override
    public @Nullable FitKernel kernel(RunKernels kernels, NumericFormat in) {
      return kernels.fit(in.bits() / 8, range);
    }
  }
}
