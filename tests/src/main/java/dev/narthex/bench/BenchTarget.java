package dev.narthex.bench;

import dev.narthex.ingest.exposition.ClassicTextParser;
import dev.narthex.ingest.exposition.ExpositionException;
import dev.narthex.ingest.exposition.ScrapedLabels;
import dev.narthex.ingest.exposition.ScrapedRow;
import dev.narthex.ingest.exposition.SeriesRefusedException;
import dev.narthex.ingest.exposition.SeriesResolver;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One target of a bench: parser, series and the rows of the current tick. */
final class BenchTarget implements SeriesResolver {
  private final Labels labels;
  private final TargetIdentity identity;
  private final ClassicTextParser parser = new ClassicTextParser();
  private final Map<Labels, Integer> columns = new HashMap<>();
  private final List<Labels> fresh = new ArrayList<>();
  private final List<MetricMetadata> freshMetadata = new ArrayList<>();
  private SeriesTable table = SeriesTable.of(List.of(), List.of());
  private final List<Row> rows = new ArrayList<>();
  private final List<Long> timestamps = new ArrayList<>();

  BenchTarget(String name) {
    this(name, name + ":9100");
  }

  BenchTarget(String job, String instance) {
    labels = Labels.of("job", job, "instance", instance);
    identity = new TargetIdentity(job.hashCode() * 0x9E3779B97F4A7C15L, labels.hashCode() * 0xC2B2AE3D27D4EB4FL);
  }

  @Override
  public int resolve(ScrapedLabels scraped, MetricMetadata metadata) {
    Labels.Builder all = labels.edit();
    for (int i = 0; i < scraped.size(); i++) {
      all.set(scraped.name(i), scraped.value(i));
    }
    Labels series = all.build();
    Integer known = columns.get(series);
    if (known == null) {
      known = columns.size();
      columns.put(series, known);
      fresh.add(series);
      freshMetadata.add(metadata);
    }
    return known;
  }

  @Override
  public void reset() {
    // Metadata changes do not matter to a bench; the columns stay.
  }

  /** Parses a body and adds its row to the tick; gives the number of samples. */
  int scrape(long timestamp, byte[] body) {
    try {
      ScrapedRow row = parser.parse(body, body.length, this);
      if (!fresh.isEmpty()) {
        table = table.append(fresh, freshMetadata);
        fresh.clear();
        freshMetadata.clear();
      }
      rows.add(new Row(table.size(), row.values(), row.mantissas(), row.exponents(), row.present(), row.histograms(), row.startTimestamps(), List.of()));
      timestamps.add(timestamp);
      return row.kept();
    } catch (ExpositionException | SeriesRefusedException e) {
      throw new IllegalStateException("recorded scrape of " + labels + " at " + timestamp + " does not parse", e);
    }
  }

  boolean hasRows() {
    return !rows.isEmpty();
  }

  /** Rows of all targets that have any in this tick. */
  static List<TimelineRows> take(List<BenchTarget> targets) {
    List<TimelineRows> all = new ArrayList<>();
    for (BenchTarget t : targets) {
      if (t.hasRows()) {
        all.add(t.take());
      }
    }
    return all;
  }

  /** What the target contributes to the tick's block; begins the next tick. */
  TimelineRows take() {
    long[] times = timestamps.stream().mapToLong(Long::longValue).toArray();
    byte[] flags = new byte[times.length];
    java.util.Arrays.fill(flags, EntryFlag.OK);
    TimelineRows all = new TimelineRows(identity, TimelineKind.SCRAPED, labels, table, times, flags, List.copyOf(rows));
    rows.clear();
    timestamps.clear();
    return all;
  }
}
