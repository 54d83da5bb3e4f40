package dev.narthex.ingest.exposition;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.block.SeriesExemplar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one body, by column. Arrays are at least {@code columns} long once a parser is done; what a column holds counts only where its present bit is set.
 */
public final class ScrapedRow {
  /** In {@link #timestamps}: the sample has no timestamp of its own. */
  public static final long NO_TIMESTAMP = Long.MIN_VALUE;

  /** A further sample of a series that occurs several times in one body with different timestamps. */
  public record Extra(int column, long timestamp, double value, @Nullable NativeHistogram histogram) {}

  double[] values;
  long[] mantissas;
  byte[] exponents;
  long[] present;
  long @Nullable [] timestamps;
  @Nullable NativeHistogram @Nullable [] histograms;
  long @Nullable [] startTimestamps;
  List<SeriesExemplar> exemplars = new ArrayList<>();
  List<Extra> extras = List.of();
  int scraped;
  int kept;
  int duplicates;

  private ScrapedRow(double[] values, long[] mantissas, byte[] exponents, long[] present) {
    this.values = values;
    this.mantissas = mantissas;
    this.exponents = exponents;
    this.present = present;
  }

  static ScrapedRow empty(int columns) {
    return new ScrapedRow(new double[columns], new long[columns], new byte[columns], new long[(columns + 63) >> 6]);
  }

  /** A row that starts with the values of an earlier one and with nothing present. */
  static ScrapedRow from(ScrapedRow earlier) {
    int n = earlier.values.length;
    return new ScrapedRow(
        Arrays.copyOf(earlier.values, n), Arrays.copyOf(earlier.mantissas, n), Arrays.copyOf(earlier.exponents, n), new long[earlier.present.length]);
  }

  private void grow(int column) {
    int n = Math.max(64, Math.max(column + 1, values.length + (values.length >> 1)));
    int old = values.length;
    values = Arrays.copyOf(values, n);
    mantissas = Arrays.copyOf(mantissas, n);
    exponents = Arrays.copyOf(exponents, n);
    present = Arrays.copyOf(present, (n + 63) >> 6);
    if (timestamps != null) {
      timestamps = Arrays.copyOf(timestamps, n);
      Arrays.fill(timestamps, old, n, NO_TIMESTAMP);
    }
    histograms = histograms == null ? null : Arrays.copyOf(histograms, n);
    startTimestamps = startTimestamps == null ? null : Arrays.copyOf(startTimestamps, n);
  }

  boolean has(int column) {
    return column < values.length && (present[column >> 6] >>> column & 1) != 0;
  }

  /** Stores a float sample. */
  void put(int column, double value, long mantissa, byte exponent) {
    if (column >= values.length) {
      grow(column);
    }
    values[column] = value;
    mantissas[column] = mantissa;
    exponents[column] = exponent;
    present[column >> 6] |= 1L << column;
  }

  void putHistogram(int column, NativeHistogram histogram) {
    put(column, Double.NaN, 0, (byte) -1);
    if (histograms == null) {
      histograms = new NativeHistogram[values.length];
    }
    histograms[column] = histogram;
  }

  void putTimestamp(int column, long timestamp) {
    if (timestamps == null) {
      timestamps = new long[values.length];
      Arrays.fill(timestamps, NO_TIMESTAMP);
    }
    timestamps[column] = timestamp;
  }

  void putStart(int column, long start) {
    if (startTimestamps == null) {
      startTimestamps = new long[values.length];
    }
    startTimestamps[column] = start;
  }

  long timestamp(int column) {
    return timestamps == null ? NO_TIMESTAMP : timestamps[column];
  }

  void addExtra(Extra extra) {
    if (extras.isEmpty()) {
      extras = new ArrayList<>();
    }
    extras.add(extra);
  }

  /** Whether a column has a sample. */
  public boolean isPresent(int column) {
    return has(column);
  }

  public double[] values() {
    return values;
  }

  /** Decimal hints as in {@link dev.narthex.tsdb.block.Row}. */
  public long[] mantissas() {
    return mantissas;
  }

  public byte[] exponents() {
    return exponents;
  }

  /** One bit a column. */
  public long[] present() {
    return present;
  }

  /** Epoch milliseconds by column, {@link #NO_TIMESTAMP} where the body gave none; null = nowhere. */
  public long @Nullable [] timestamps() {
    return timestamps;
  }

  /** By column, null where the sample is a float; null = none at all. */
  public @Nullable NativeHistogram @Nullable [] histograms() {
    return histograms;
  }

  /** Epoch milliseconds, 0 = unknown; null = none at all. */
  public long @Nullable [] startTimestamps() {
    return startTimestamps;
  }

  /** In the order of the body; their timestamps are 0 where the body gave none. */
  public List<SeriesExemplar> exemplars() {
    return exemplars;
  }

  public List<Extra> extras() {
    return extras;
  }

  /** Samples in the body, dropped ones included. */
  public int scraped() {
    return scraped;
  }

  /** Samples that have a column. */
  public int kept() {
    return kept;
  }

  /** Samples of a series that had one already at the same timestamp; the first counts. */
  public int duplicates() {
    return duplicates;
  }
}
