package dev.narthex.tsdb.column;

import dev.narthex.model.histogram.NativeHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series along (a part of) its timeline, oldest first: a reused buffer between decoder, compaction and encoder.
 * Not thread-safe.
 *
 * <p>Floats are held as decimals ({@code mantissa × 10^-exponent}) as long as all of them are such, else as doubles; {@link #values}
 * gives doubles in both cases. Where histograms occur, the float at that place is 0 and means nothing.
 *
 * <p>Which entries of the timeline the samples belong to: {@link #present} null = the entries flagged OK, one sample each; else bit i
 * = entry i has one.
 */
public final class ColumnValues {
  private int size;
  private double[] values = new double[16];
  private long[] mantissas = new long[16];
  private int exponent;
  private int hint;
  private boolean decimal = true;
  private boolean valuesValid = true;
  private @Nullable NativeHistogram @Nullable [] histograms;
  private long @Nullable [] startTimestamps;
  private long @Nullable [] present;

  /** Forgets all samples. */
  public ColumnValues clear() {
    size = 0;
    exponent = 0;
    hint = -1;
    decimal = true;
    valuesValid = true;
    histograms = null;
    startTimestamps = null;
    present = null;
    return this;
  }

  public int size() {
    return size;
  }

  /** Whether all floats are decimals with {@link #exponent}; {@link #mantissas} is valid then. */
  public boolean isDecimal() {
    return decimal;
  }

  /** Common exponent of the decimals, 0…17. */
  public int exponent() {
    return exponent;
  }

  /** An exponent under which many of the floats are nearly whole, or −1: a hint for the encoder. */
  public int exponentHint() {
    return decimal ? exponent : hint;
  }

  /** The mantissas; valid up to {@link #size} while {@link #isDecimal}. */
  public long[] mantissas() {
    return mantissas;
  }

  /** The samples as doubles, valid up to {@link #size} until the next change. */
  public double[] values() {
    if (!valuesValid) {
      if (values.length < size) {
        values = new double[mantissas.length];
      }
      double[] v = values;
      long[] m = mantissas;
      if (exponent == 0) {
        for (int i = 0; i < size; i++) {
          v[i] = (double) m[i];
        }
      } else {
        double p = Decimals.power(exponent);
        for (int i = 0; i < size; i++) {
          v[i] = (double) m[i] / p;
        }
      }
      valuesValid = true;
    }
    return values;
  }

  /** The histograms, null where a float stands; null when there is none at all. */
  public @Nullable NativeHistogram @Nullable [] histograms() {
    return histograms;
  }

  /** Start timestamps in epoch milliseconds, 0 = unknown; null when none is known. */
  public long @Nullable [] startTimestamps() {
    return startTimestamps;
  }

  /** The entries that have a sample, as a bitmap; null = exactly those flagged OK. */
  public long @Nullable [] present() {
    return present;
  }

  /** Says which entries have a sample. The array is kept, not copied. */
  public void present(long @Nullable [] bits) {
    present = bits;
  }

  /** Room for n more samples. */
  private void reserve(int n) {
    int need = size + n;
    if (decimal) {
      if (mantissas.length < need) {
        mantissas = Arrays.copyOf(mantissas, Math.max(need, mantissas.length * 2));
      }
    } else if (values.length < need) {
      values = Arrays.copyOf(values, Math.max(need, values.length * 2));
    }
    if (histograms != null && histograms.length < need) {
      histograms = Arrays.copyOf(histograms, Math.max(need, histograms.length * 2));
    }
    if (startTimestamps != null && startTimestamps.length < need) {
      startTimestamps = Arrays.copyOf(startTimestamps, Math.max(need, startTimestamps.length * 2));
    }
  }

  /** Appends a float that has no (known) decimal form. */
  public void append(double value) {
    toFloats();
    reserve(1);
    values[size++] = value;
  }

  /** Appends {@code m × 10^-e}; the caller vouches for the form (see {@link Decimals#isExact}). */
  public void append(long m, int e) {
    if (decimal && size == 0) {
      exponent = e;
    }
    if (decimal && e != exponent) {
      rescale(e);
    }
    if (decimal) {
      int by = exponent - e;
      if (by == 0 || m == 0 || Decimals.canScale(m, by)) {
        reserve(1);
        mantissas[size++] = by == 0 ? m : m * Decimals.longPower(by);
        valuesValid = false;
        return;
      }
      toFloats();
    }
    hint = Math.max(hint, e);
    reserve(1);
    values[size++] = Decimals.value(m, e);
  }

  /** Appends a histogram. */
  public void append(NativeHistogram histogram) {
    if (histograms == null) {
      histograms = new NativeHistogram[Math.max(16, size + 1)];
    }
    append(0, decimal ? exponent : 0);
    @Nullable NativeHistogram[] h = histograms;
    h[size - 1] = histogram;
  }

  /** Sets the start timestamp of the sample appended last. */
  public void startTimestamp(long epochMillis) {
    if (startTimestamps == null) {
      if (epochMillis == 0) {
        return;
      }
      startTimestamps = new long[Math.max(16, size)];
    }
    if (startTimestamps.length < size) {
      startTimestamps = Arrays.copyOf(startTimestamps, Math.max(size, 2 * startTimestamps.length));
    }
    startTimestamps[size - 1] = epochMillis;
  }

  /** Appends samples [from, to) of another column, decimals as decimals where possible. Presence is the caller's business. */
  public void append(ColumnValues source, int from, int to) {
    int n = to - from;
    if (n == 0) {
      return;
    }
    int before = size;
    if (source.decimal && decimal) {
      if (size == 0) {
        exponent = source.exponent;
      } else if (source.exponent > exponent) {
        rescale(source.exponent);
      }
    }
    if (source.decimal && decimal && source.exponent == exponent) {
      reserve(n);
      System.arraycopy(source.mantissas, from, mantissas, size, n);
      size += n;
      valuesValid = false;
    } else if (source.decimal && decimal) {
      for (int i = from; i < to; i++) {
        append(source.mantissas[i], source.exponent);
      }
    } else {
      toFloats();
      hint = Math.max(hint, source.exponentHint());
      reserve(n);
      System.arraycopy(source.values(), from, values, size, n);
      size += n;
    }
    appendExtras(source, from, n, before);
  }

  private void appendExtras(ColumnValues source, int from, int n, int before) {
    if (source.histograms != null) {
      if (histograms == null) {
        histograms = new NativeHistogram[Math.max(16, size)];
      }
      if (histograms.length < size) {
        histograms = Arrays.copyOf(histograms, Math.max(size, 2 * histograms.length));
      }
      System.arraycopy(source.histograms, from, histograms, before, n);
    }
    if (source.startTimestamps != null) {
      if (startTimestamps == null) {
        startTimestamps = new long[Math.max(16, size)];
      }
      if (startTimestamps.length < size) {
        startTimestamps = Arrays.copyOf(startTimestamps, Math.max(size, 2 * startTimestamps.length));
      }
      System.arraycopy(source.startTimestamps, from, startTimestamps, before, n);
    }
  }

  /** Raises the common exponent; turns to doubles when a mantissa does not fit. */
  private void rescale(int e) {
    int by = e - exponent;
    if (by <= 0) {
      return;
    }
    long p = Decimals.longPower(by);
    long bound = Decimals.MAX_MANTISSA / p;
    for (int i = 0; i < size; i++) {
      if (mantissas[i] >= bound || mantissas[i] <= -bound) {
        toFloats();
        return;
      }
    }
    for (int i = 0; i < size; i++) {
      mantissas[i] *= p;
    }
    exponent = e;
  }

  private void toFloats() {
    if (decimal) {
      values();
      hint = size == 0 ? -1 : exponent;
      decimal = false;
    }
  }

  /** Begins anew with n decimals that the caller writes to the array given back; it vouches for their form. */
  public long[] startDecimals(int n, int e) {
    clear();
    if (mantissas.length < n) {
      mantissas = new long[n];
    }
    size = n;
    exponent = e;
    valuesValid = false;
    return mantissas;
  }

  /** Begins anew with n doubles that the caller writes to the array given back. */
  public double[] startFloats(int n, int exponentHint) {
    clear();
    if (values.length < n) {
      values = new double[n];
    }
    size = n;
    decimal = false;
    hint = exponentHint;
    return values;
  }

  void histograms(@Nullable NativeHistogram[] decoded) {
    histograms = decoded;
  }

  void startTimestamps(long[] decoded) {
    startTimestamps = decoded;
  }
}
