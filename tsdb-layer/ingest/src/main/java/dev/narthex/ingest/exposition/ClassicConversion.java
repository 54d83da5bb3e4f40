package dev.narthex.ingest.exposition;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.tsdb.block.SeriesExemplar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns classic histograms into native ones with custom buckets ({@code convert_classic_histograms_to_nhcb}).
 *
 * <p>Stands between a parser and the resolver that gives out columns: the parser gets columns of its own ({@link #resolver}), and {@link #convert} maps each row to the real ones. The series
 * {@code x_bucket}, {@code x_sum} and {@code x_count} of a histogram family with equal labels make the series {@code x}; they stay beside it only when asked for.
 */
public final class ClassicConversion {
  /** Whether the classic series stay beside the converted ones. */
  public enum Classic {
    REPLACED, KEPT
  }

  private enum Part {
    NONE, BUCKET, SUM, COUNT
  }

  /** What one of the parser's columns is. */
  private record Member(int column, Part part, int group, double bound) {}

  private record PartKey(int group, Part part, long bound) {}

  private final SeriesResolver delegate;
  private final Classic classic;
  private final List<Member> members = new ArrayList<>();
  private final List<Integer> groupColumns = new ArrayList<>();
  private final Map<Labels, Integer> groups = new HashMap<>();
  private final Map<PartKey, Integer> parts = new HashMap<>();
  private final Map<Integer, Integer> plain = new HashMap<>();
  private final ScrapedLabels base = new ScrapedLabels();

  public ClassicConversion(SeriesResolver delegate, Classic classic) {
    this.delegate = delegate;
    this.classic = classic;
  }

  /** What the parser asks. */
  public SeriesResolver resolver() {
    return new SeriesResolver() {
      @Override
      public int resolve(ScrapedLabels scraped, MetricMetadata metadata) throws SeriesRefusedException {
        return ClassicConversion.this.resolve(scraped, metadata);
      }

      @Override
      public void reset() {
        members.clear();
        groupColumns.clear();
        groups.clear();
        parts.clear();
        plain.clear();
        delegate.reset();
      }
    };
  }

  private int resolve(ScrapedLabels scraped, MetricMetadata metadata) throws SeriesRefusedException {
    String name = scraped.metricName();
    double bound = bound(scraped);
    Part part = part(name, metadata.type(), bound);
    if (part == Part.NONE) {
      int column = delegate.resolve(scraped, metadata);
      return column < 0 ? column : plain.computeIfAbsent(column, c -> add(new Member(c, Part.NONE, -1, 0)));
    }
    int group = group(scraped, name.substring(0, name.lastIndexOf('_')), metadata);
    PartKey key = new PartKey(group, part, Double.doubleToLongBits(part == Part.BUCKET ? bound : 0));
    Integer known = parts.get(key);
    if (known != null) {
      return known;
    }
    int column = classic == Classic.KEPT ? delegate.resolve(scraped, metadata) : SeriesResolver.DROPPED;
    int member = add(new Member(column, part, group, bound));
    parts.put(key, member);
    return member;
  }

  private int add(Member member) {
    members.add(member);
    return members.size() - 1;
  }

  private static double bound(ScrapedLabels scraped) {
    for (int i = 0; i < scraped.size(); i++) {
      if (scraped.name(i).equals("le")) {
        DecimalScanner scanner = new DecimalScanner();
        byte[] text = scraped.value(i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return text.length > 0 && scanner.scan(text, 0, text.length) ? scanner.value : Double.NaN;
      }
    }
    return Double.NaN;
  }

  private static Part part(String name, MetricType type, double bound) {
    if (type != MetricType.HISTOGRAM) {
      return Part.NONE;
    }
    if (name.endsWith("_bucket")) {
      return Double.isNaN(bound) ? Part.NONE : Part.BUCKET;
    }
    return name.endsWith("_sum") ? Part.SUM : name.endsWith("_count") ? Part.COUNT : Part.NONE;
  }

  private int group(ScrapedLabels scraped, String name, MetricMetadata metadata) throws SeriesRefusedException {
    base.clear();
    for (int i = 0; i < scraped.size(); i++) {
      if (scraped.name(i).equals(Labels.METRIC_NAME)) {
        base.add(Labels.METRIC_NAME, name);
      } else if (!scraped.name(i).equals("le")) {
        base.add(scraped.name(i), scraped.value(i));
      }
    }
    Labels labels = base.toLabels();
    Integer known = groups.get(labels);
    if (known != null) {
      return known;
    }
    int column = delegate.resolve(base, metadata);
    groups.put(labels, groupColumns.size());
    groupColumns.add(column);
    return groupColumns.size() - 1;
  }

  /** The row of the resolver's columns. */
  public ScrapedRow convert(ScrapedRow parsed) {
    ScrapedRow row = ScrapedRow.empty(0);
    CustomBuckets[] found = new CustomBuckets[groupColumns.size()];
    int n = Math.min(members.size(), parsed.values().length);
    for (int i = 0; i < n; i++) {
      if (!parsed.isPresent(i)) {
        continue;
      }
      Member member = members.get(i);
      if (member.column() >= 0) {
        copy(parsed, i, row, member.column());
      }
      if (member.part() != Part.NONE) {
        CustomBuckets buckets = found[member.group()];
        if (buckets == null) {
          buckets = new CustomBuckets(parsed.timestamp(i), start(parsed, i));
          found[member.group()] = buckets;
        }
        switch (member.part()) {
          case BUCKET -> buckets.bucket(member.bound(), parsed.values()[i]);
          case SUM -> buckets.sum(parsed.values()[i]);
          case COUNT -> buckets.count(parsed.values()[i]);
          case NONE -> { }
        }
      }
    }
    for (int g = 0; g < found.length; g++) {
      int column = groupColumns.get(g);
      CustomBuckets buckets = found[g];
      if (buckets != null && column >= 0 && !row.has(column)) {
        buckets.histogram().ifPresent(h -> {
          row.putHistogram(column, h);
          row.kept++;
          if (buckets.timestamp() != ScrapedRow.NO_TIMESTAMP) {
            row.putTimestamp(column, buckets.timestamp());
          }
          if (buckets.start() != 0) {
            row.putStart(column, buckets.start());
          }
        });
      }
    }
    exemplars(parsed, row);
    parsed.extras().stream().filter(e -> members.get(e.column()).column() >= 0)
        .forEach(e -> row.addExtra(new ScrapedRow.Extra(members.get(e.column()).column(), e.timestamp(), e.value(), e.histogram())));
    row.scraped = parsed.scraped();
    row.duplicates = parsed.duplicates();
    return row;
  }

  private static long start(ScrapedRow parsed, int i) {
    long[] starts = parsed.startTimestamps();
    return starts == null ? 0 : starts[i];
  }

  private static void copy(ScrapedRow from, int i, ScrapedRow to, int column) {
    var histograms = from.histograms();
    if (histograms != null && histograms[i] != null) {
      to.putHistogram(column, histograms[i]);
    } else {
      to.put(column, from.values()[i], from.mantissas()[i], from.exponents()[i]);
    }
    if (from.timestamp(i) != ScrapedRow.NO_TIMESTAMP) {
      to.putTimestamp(column, from.timestamp(i));
    }
    if (start(from, i) != 0) {
      to.putStart(column, start(from, i));
    }
    to.kept++;
  }

  /** Exemplars of buckets go to the converted series, which needs their timestamps; those of classic series that stay stay too. */
  private void exemplars(ScrapedRow parsed, ScrapedRow row) {
    for (SeriesExemplar e : parsed.exemplars()) {
      Member member = members.get(e.series());
      if (member.column() >= 0) {
        row.exemplars.add(new SeriesExemplar(member.column(), e.exemplar()));
      }
      int group = member.group() < 0 ? -1 : groupColumns.get(member.group());
      if (group >= 0 && e.exemplar().hasTimestamp() && row.has(group)) {
        row.exemplars.add(new SeriesExemplar(group, e.exemplar()));
      }
    }
  }
}
