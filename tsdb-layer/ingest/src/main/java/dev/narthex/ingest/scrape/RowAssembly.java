package dev.narthex.ingest.scrape;

import dev.narthex.ingest.exposition.ScrapedRow;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesExemplar;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes timelines of a scraped row: samples without timestamps at the time of the scrape, the others at their own. */
final class RowAssembly {
  private final TargetIdentity identity;
  private final Labels targetLabels;
  private final SeriesTable table;
  private final long timestamp;
  private int outOfBounds;
  private int duplicates;

  RowAssembly(TargetIdentity identity, Labels targetLabels, SeriesTable table, long timestamp) {
    this.identity = identity;
    this.targetLabels = targetLabels;
    this.table = table;
    this.timestamp = timestamp;
  }

  /** A sample with a timestamp of its own. */
  private record Explicit(int column, double value, long mantissa, byte exponent, @Nullable NativeHistogram histogram, List<Exemplar> exemplars) {}

  /** The timeline of a failed scrape: only the synthetic series, which are the first columns. */
  TimelineRows failed(double[] synthetic) {
    long[] mantissas = new long[synthetic.length];
    byte[] exponents = new byte[synthetic.length];
    for (int i = 0; i < synthetic.length; i++) {
      hint(synthetic[i], i, mantissas, exponents);
    }
    return timeline(TimelineKind.SCRAPED, table, timestamp, EntryFlag.FAILED, Row.of(synthetic, mantissas, exponents));
  }

  /**
   * The timelines of a good scrape.
   *
   * @param explicit take samples with a timestamp of their own out of the row; else their timestamps count for nothing
   * @param latest samples with a later timestamp are dropped
   * @param ended columns that had a timestamp of their own at the last scrape and are gone: stale now
   * @return the timelines; the first is the SCRAPED one
   */
  List<TimelineRows> good(ScrapedRow row, double[] synthetic, boolean explicit, long latest, List<Integer> ended) {
    int size = Math.min(row.values().length, table.size());
    double[] values = row.values();
    long[] mantissas = row.mantissas();
    byte[] exponents = row.exponents();
    long[] present = row.present();
    if (size < synthetic.length) {
      size = synthetic.length;
      values = Arrays.copyOf(values, size);
      mantissas = Arrays.copyOf(mantissas, size);
      exponents = Arrays.copyOf(exponents, size);
      present = Arrays.copyOf(present, 1);
    }
    for (int i = 0; i < synthetic.length; i++) {
      values[i] = synthetic[i];
      hint(synthetic[i], i, mantissas, exponents);
      present[i >> 6] |= 1L << i;
    }
    TreeMap<Long, Map<Integer, Explicit>> byTime = new TreeMap<>();
    Map<Integer, List<Exemplar>> exemplars = new TreeMap<>();
    row.exemplars().forEach(e -> exemplars.computeIfAbsent(e.series(), _ -> new ArrayList<>()).add(e.exemplar()));
    if (explicit) {
      present = takeExplicit(row, size, present, exemplars, byTime, latest);
    }
    markStale(ended, byTime);
    Row scraped = new Row(size, values, mantissas, exponents, isFull(present, size) ? null : present, row.histograms(), row.startTimestamps(), sparse(exemplars, timestamp));
    List<TimelineRows> all = new ArrayList<>();
    all.add(timeline(TimelineKind.SCRAPED, table, timestamp, EntryFlag.OK, scraped));
    byTime.forEach((time, samples) -> all.add(explicit(time, samples)));
    return all;
  }

  /** Stale markers for series that had timestamps of their own and are gone. */
  List<TimelineRows> stale(List<Integer> ended) {
    TreeMap<Long, Map<Integer, Explicit>> byTime = new TreeMap<>();
    markStale(ended, byTime);
    return byTime.entrySet().stream().map(e -> explicit(e.getKey(), e.getValue())).toList();
  }

  private void markStale(List<Integer> ended, TreeMap<Long, Map<Integer, Explicit>> byTime) {
    for (int column : ended) {
      put(byTime, timestamp, new Explicit(column, StaleMarker.VALUE, 0, (byte) -1, null, List.of()), Long.MAX_VALUE);
    }
  }

  /** Moves samples with timestamps from the row to {@code byTime}; answers what is still present. */
  private long[] takeExplicit(
      ScrapedRow row, int size, long[] before, Map<Integer, List<Exemplar>> exemplars, TreeMap<Long, Map<Integer, Explicit>> byTime, long latest) {
    long[] timestamps = row.timestamps();
    long[] present = before;
    if (timestamps != null) {
      present = before.clone();
      for (int c = 0; c < Math.min(size, timestamps.length); c++) {
        if (timestamps[c] == ScrapedRow.NO_TIMESTAMP || (present[c >> 6] >>> c & 1) == 0) {
          continue;
        }
        present[c >> 6] &= ~(1L << c);
        List<Exemplar> own = exemplars.remove(c);
        NativeHistogram histogram = row.histograms() == null ? null : row.histograms()[c];
        put(byTime, timestamps[c], new Explicit(c, row.values()[c], row.mantissas()[c], row.exponents()[c], histogram, own == null ? List.of() : own), latest);
      }
    }
    for (ScrapedRow.Extra extra : row.extras()) {
      long time = extra.timestamp() == ScrapedRow.NO_TIMESTAMP ? timestamp : extra.timestamp();
      put(byTime, time, new Explicit(extra.column(), extra.value(), 0, (byte) -1, extra.histogram(), List.of()), latest);
    }
    return present;
  }

  private void put(TreeMap<Long, Map<Integer, Explicit>> byTime, long time, Explicit sample, long latest) {
    if (time > latest) {
      outOfBounds++;
    } else if (byTime.computeIfAbsent(time, _ -> new LinkedHashMap<>()).putIfAbsent(sample.column(), sample) != null) {
      duplicates++;
    }
  }

  /** Samples dropped because their timestamp is too far ahead. */
  int outOfBounds() {
    return outOfBounds;
  }

  /** Samples dropped because their series had one at the same time. */
  int duplicates() {
    return duplicates;
  }

  private TimelineRows explicit(long time, Map<Integer, Explicit> byColumn) {
    List<Explicit> samples = List.copyOf(byColumn.values());
    int n = samples.size();
    List<Labels> labels = new ArrayList<>(n);
    List<MetricMetadata> metadata = new ArrayList<>(n);
    double[] values = new double[n];
    long[] mantissas = new long[n];
    byte[] exponents = new byte[n];
    @Nullable NativeHistogram[] histograms = new NativeHistogram[n];
    boolean anyHistogram = false;
    Map<Integer, List<Exemplar>> exemplars = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      Explicit s = samples.get(i);
      labels.add(table.labels(s.column()));
      metadata.add(table.metadata(s.column()));
      values[i] = s.value();
      mantissas[i] = s.mantissa();
      exponents[i] = s.exponent();
      histograms[i] = s.histogram();
      anyHistogram |= s.histogram() != null;
      if (!s.exemplars().isEmpty()) {
        exemplars.put(i, s.exemplars());
      }
    }
    Row row = new Row(n, values, mantissas, exponents, null, anyHistogram ? histograms : null, null, sparse(exemplars, time));
    return timeline(TimelineKind.EXPLICIT, SeriesTable.of(labels, metadata), time, EntryFlag.OK, row);
  }

  /** Exemplars ascending by series; those without a time of their own take that of the sample. */
  private static List<SeriesExemplar> sparse(Map<Integer, List<Exemplar>> exemplars, long time) {
    List<SeriesExemplar> all = new ArrayList<>();
    exemplars.forEach((column, list) -> list.stream()
        .map(e -> e.hasTimestamp() ? e : new Exemplar(e.labels(), e.value(), time, false))
        .sorted(Comparator.comparingLong(Exemplar::timestamp))
        .forEach(e -> all.add(new SeriesExemplar(column, e))));
    return all;
  }

  private TimelineRows timeline(TimelineKind kind, SeriesTable series, long time, byte flag, Row row) {
    return new TimelineRows(identity, kind, targetLabels, series, new long[] {time}, new byte[] {flag}, List.of(row));
  }

  private static boolean isFull(long[] present, int size) {
    for (int i = 0; i < size >> 6; i++) {
      if (present[i] != -1L) {
        return false;
      }
    }
    return (size & 63) == 0 || (~present[size >> 6] & ((1L << size) - 1)) == 0;
  }

  /** Hints for whole numbers; durations are whole microseconds. */
  private static void hint(double value, int i, long[] mantissas, byte[] exponents) {
    long whole = (long) value;
    long micros = Math.round(value * 1e6);
    if (whole == value && Math.abs(value) < 1L << 53) {
      mantissas[i] = whole;
      exponents[i] = 0;
    } else if (micros / 1e6 == value && Math.abs(micros) < 1L << 53) {
      mantissas[i] = micros;
      exponents[i] = 6;
    } else {
      exponents[i] = -1;
    }
  }
}
