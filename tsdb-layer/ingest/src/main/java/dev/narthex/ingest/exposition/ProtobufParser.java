package dev.narthex.ingest.exposition;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.block.SeriesExemplar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Length-delimited {@code io.prometheus.client.MetricFamily} messages: counters, gauges, untyped, summaries, classic and native histograms (integer and float), exemplars, start timestamps.
 *
 * <p>A family is read twice: name, help, type and unit first, then its metrics. The column of a series is found by the bytes of its labels, so that a known series costs no label objects.
 */
public final class ProtobufParser implements ExpositionParser {
  private final HistogramParsing parsing;
  private final SeriesMemory memory = new SeriesMemory();
  private final MessageParts parts = new MessageParts();
  private final ScrapedLabels labels = new ScrapedLabels();
  private final Families families = new Families();
  private byte[] key = new byte[256];
  private int columns;

  public ProtobufParser(HistogramParsing parsing) {
    this.parsing = parsing;
  }

  @Override
  public ScrapedRow parse(byte[] body, int length, SeriesResolver resolver) throws ExpositionException, SeriesRefusedException {
    try {
      boolean remembering = memory.size() > 0;
      ScrapedRow row = ScrapedRow.empty(columns);
      if (!run(body, length, resolver, row) && remembering) {
        memory.clear();
        families.clear();
        resolver.reset();
        row = ScrapedRow.empty(0);
        run(body, length, resolver, row);
      }
      columns = row.values.length;
      return row;
    } catch (LineException e) {
      throw ExpositionException.atByte(Math.max(0, e.offset), e.sentence());
    }
  }

  /** Reads a body; answers false when metadata of known series changed. */
  private boolean run(byte[] body, int length, SeriesResolver resolver, ScrapedRow row) throws LineException, SeriesRefusedException {
    WireReader in = new WireReader(body, 0, length);
    boolean same = true;
    while (in.hasMore()) {
      same &= new FamilyReader(resolver, row).read(in.delimited());
    }
    return same;
  }

  private static final class Point {
    private double value;
    private long start;
    private long timestamp;
    private final List<Exemplar> exemplars = new ArrayList<>();
  }

  /** One family of one body. */
  private final class FamilyReader {
    private final SeriesResolver resolver;
    private final ScrapedRow row;
    private String name = "";
    private MetricMetadata metadata = MetricMetadata.UNKNOWN;
    private int type;
    private boolean same = true;

    FamilyReader(SeriesResolver resolver, ScrapedRow row) {
      this.resolver = resolver;
      this.row = row;
    }

    boolean read(WireReader family) throws LineException, SeriesRefusedException {
      WireReader metrics = new WireReader(family.bytes(), family.offset(), family.limit());
      String help = "";
      String unit = "";
      while (family.hasMore()) {
        switch (family.field()) {
          case 1 -> name = parts.text(family.message());
          case 2 -> help = parts.text(family.message());
          case 3 -> type = (int) family.number();
          case 5 -> unit = parts.text(family.message());
          default -> family.skip();
        }
      }
      if (name.isEmpty()) {
        throw new LineException(metrics.offset(), "a metric family has no name");
      }
      MetricType kind = kind(type, metrics.offset());
      same = !(families.type(name, kind) | families.help(name, help) | families.unit(name, unit));
      metadata = families.of(name);
      while (metrics.hasMore()) {
        if (metrics.field() == 4) {
          metric(metrics.message());
        } else {
          metrics.skip();
        }
      }
      return same;
    }

    private void metric(WireReader metric) throws LineException, SeriesRefusedException {
      WireReader labelPairs = new WireReader(metric.bytes(), metric.offset(), metric.limit());
      Point point = new Point();
      WireReader value = null;
      int field = 0;
      while (metric.hasMore()) {
        int f = metric.field();
        switch (f) {
          case 2, 3, 4, 5, 7 -> {
            value = metric.message();
            field = f;
          }
          case 6 -> point.timestamp = metric.number();
          default -> metric.skip();
        }
      }
      if (value == null) {
        throw new LineException(labelPairs.offset(), "a metric of family " + name + " has no value");
      }
      switch (field) {
        case 4 -> new SummaryReader(this, labelPairs, point).read(value);
        case 7 -> new HistogramReader(this, labelPairs, point, type == 5).read(value);
        default -> {
          number(value, point);
          emit(labelPairs, "", "", 0, point);
        }
      }
    }

    /** Gauge, counter and untyped have the same shape. */
    private void number(WireReader in, Point point) throws LineException {
      while (in.hasMore()) {
        switch (in.field()) {
          case 1 -> point.value = in.real();
          case 2 -> point.exemplars.add(parts.exemplar(in.message()));
          case 3 -> point.start = MessageParts.timestamp(in.message());
          default -> in.skip();
        }
      }
    }

    /** Stores a float sample; {@code extra} is an additional label or empty. */
    void emit(WireReader labelPairs, String suffix, String extra, double extraValue, Point point) throws LineException, SeriesRefusedException {
      int column = column(labelPairs, suffix, extra, extraValue);
      row.scraped++;
      if (column < 0) {
        return;
      }
      row.kept++;
      long timestamp = point.timestamp == 0 ? ScrapedRow.NO_TIMESTAMP : point.timestamp;
      if (row.has(column)) {
        again(column, timestamp, new ScrapedRow.Extra(column, timestamp, point.value, null));
        return;
      }
      DecimalHint hint = DecimalHint.of(point.value);
      row.put(column, point.value, hint.mantissa(), hint.exponent());
      finish(column, timestamp, point);
    }

    void emit(WireReader labelPairs, NativeHistogram histogram, Point point) throws LineException, SeriesRefusedException {
      int column = column(labelPairs, "", "", 0);
      row.scraped++;
      if (column < 0) {
        return;
      }
      row.kept++;
      long timestamp = point.timestamp == 0 ? ScrapedRow.NO_TIMESTAMP : point.timestamp;
      if (row.has(column)) {
        again(column, timestamp, new ScrapedRow.Extra(column, timestamp, Double.NaN, histogram));
        return;
      }
      row.putHistogram(column, histogram);
      finish(column, timestamp, point);
    }

    private void again(int column, long timestamp, ScrapedRow.Extra extra) {
      if (timestamp == row.timestamp(column)) {
        row.duplicates++;
      } else {
        row.addExtra(extra);
      }
    }

    private void finish(int column, long timestamp, Point point) {
      if (timestamp != ScrapedRow.NO_TIMESTAMP) {
        row.putTimestamp(column, timestamp);
      }
      if (point.start != 0) {
        row.putStart(column, point.start);
      }
      point.exemplars.forEach(e -> row.exemplars.add(new SeriesExemplar(column, e)));
    }

    private int column(WireReader labelPairs, String suffix, String extra, double extraValue) throws LineException, SeriesRefusedException {
      int n = key(labelPairs, suffix, extra, extraValue);
      long hash = SeriesMemory.hash(key, 0, n);
      int column = memory.column(key, 0, n, hash);
      if (column != SeriesMemory.ABSENT) {
        return column;
      }
      labels.clear();
      labels.add(Labels.METRIC_NAME, name + suffix);
      WireReader in = new WireReader(labelPairs.bytes(), labelPairs.offset(), labelPairs.limit());
      while (in.hasMore()) {
        if (in.field() == 1) {
          parts.label(in.message(), labels);
        } else {
          in.skip();
        }
      }
      if (!extra.isEmpty()) {
        labels.add(extra, CanonicalFloat.print(extraValue));
      }
      String twice = labels.complete();
      if (!twice.isEmpty()) {
        throw new LineException(labelPairs.offset(), "label name \"" + twice + "\" is not unique: invalid sample");
      }
      column = resolver.resolve(labels, metadata);
      memory.put(key, 0, n, hash, column);
      return column;
    }

    /** Name, suffix, raw label messages, extra label: what names a series within the bodies of this target. */
    private int key(WireReader labelPairs, String suffix, String extra, double extraValue) throws LineException {
      int n = append(0, (name + '\n' + suffix + '\n' + extra + '\n' + (extra.isEmpty() ? "" : Double.toString(extraValue)) + '\n').getBytes(java.nio.charset.StandardCharsets.UTF_8));
      WireReader in = new WireReader(labelPairs.bytes(), labelPairs.offset(), labelPairs.limit());
      while (in.hasMore()) {
        if (in.field() == 1) {
          WireReader pair = in.message();
          int length = pair.limit() - pair.offset();
          n = append(n, new byte[] {(byte) length, (byte) (length >> 8), (byte) (length >> 16)});
          n = append(n, Arrays.copyOfRange(pair.bytes(), pair.offset(), pair.limit()));
        } else {
          in.skip();
        }
      }
      return n;
    }

    private int append(int n, byte[] bytes) {
      if (n + bytes.length > key.length) {
        key = Arrays.copyOf(key, Math.max(n + bytes.length, key.length * 2));
      }
      System.arraycopy(bytes, 0, key, n, bytes.length);
      return n + bytes.length;
    }
  }

  private static MetricType kind(int type, int offset) throws LineException {
    return switch (type) {
      case 0 -> MetricType.COUNTER;
      case 1 -> MetricType.GAUGE;
      case 2 -> MetricType.SUMMARY;
      case 3 -> MetricType.UNKNOWN;
      case 4 -> MetricType.HISTOGRAM;
      case 5 -> MetricType.GAUGEHISTOGRAM;
      default -> throw new LineException(offset, "metric type " + type + " is not known");
    };
  }

  /** A summary: {@code _count}, {@code _sum}, and one series a quantile. */
  private record SummaryReader(FamilyReader family, WireReader labelPairs, Point point) {
    void read(WireReader in) throws LineException, SeriesRefusedException {
      double count = 0;
      double sum = 0;
      List<double[]> quantiles = new ArrayList<>();
      while (in.hasMore()) {
        switch (in.field()) {
          case 1 -> count = in.unsigned();
          case 2 -> sum = in.real();
          case 3 -> quantiles.add(pair(in.message()));
          case 4 -> point.start = MessageParts.timestamp(in.message());
          default -> in.skip();
        }
      }
      point.value = count;
      family.emit(labelPairs, "_count", "", 0, point);
      point.value = sum;
      family.emit(labelPairs, "_sum", "", 0, point);
      for (double[] q : quantiles) {
        point.value = q[1];
        family.emit(labelPairs, "", "quantile", q[0], point);
      }
    }

    private static double[] pair(WireReader in) throws LineException {
      double[] pair = new double[2];
      while (in.hasMore()) {
        switch (in.field()) {
          case 1 -> pair[0] = in.real();
          case 2 -> pair[1] = in.real();
          default -> in.skip();
        }
      }
      return pair;
    }
  }

  /** A histogram: native, classic, or both. */
  private final class HistogramReader {
    private final FamilyReader family;
    private final WireReader labelPairs;
    private final Point point;
    private final HistogramMessage message;

    HistogramReader(FamilyReader family, WireReader labelPairs, Point point, boolean gauge) {
      this.family = family;
      this.labelPairs = labelPairs;
      this.point = point;
      this.message = new HistogramMessage(gauge ? NativeHistogram.ResetHint.GAUGE : NativeHistogram.ResetHint.UNKNOWN, parts);
    }

    void read(WireReader in) throws LineException, SeriesRefusedException {
      int offset = in.offset();
      message.read(in);
      point.start = message.start;
      boolean isNative = parsing.nativeHistograms() && message.fields.isNative();
      if (isNative) {
        // Only exemplars with a timestamp can be told apart here: they carry no bucket.
        message.exemplars.stream().filter(Exemplar::hasTimestamp).forEach(point.exemplars::add);
        message.buckets.forEach(b -> b.exemplars().stream().filter(e -> e.hasTimestamp() && message.exemplars.isEmpty()).forEach(point.exemplars::add));
        family.emit(labelPairs, message.fields.histogram(offset), point);
        point.exemplars.clear();
      }
      if (!isNative || (parsing.classicBeside() && !message.buckets.isEmpty())) {
        classic();
      }
    }

    private void classic() throws LineException, SeriesRefusedException {
      double count = message.fields.countFloat > 0 ? message.fields.countFloat : message.fields.count;
      point.value = count;
      family.emit(labelPairs, "_count", "", 0, point);
      point.value = message.fields.sum;
      family.emit(labelPairs, "_sum", "", 0, point);
      boolean infinite = false;
      for (HistogramMessage.Bucket bucket : message.buckets) {
        infinite |= bucket.bound() == Double.POSITIVE_INFINITY;
        bucket(bucket.bound(), bucket.count(), bucket.exemplars());
      }
      if (!infinite) {
        bucket(Double.POSITIVE_INFINITY, count, List.of());
      }
    }

    private void bucket(double bound, double count, List<Exemplar> own) throws LineException, SeriesRefusedException {
      point.value = count;
      point.exemplars.clear();
      point.exemplars.addAll(own);
      family.emit(labelPairs, "_bucket", "le", bound, point);
      point.exemplars.clear();
    }
  }
}
