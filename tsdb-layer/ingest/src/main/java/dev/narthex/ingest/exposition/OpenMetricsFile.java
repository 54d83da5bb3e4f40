package dev.narthex.ingest.exposition;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Reads a large OpenMetrics text whose samples carry timestamps (a backfill), line by line in constant memory but for one entry a series. The grammar is
 * {@link OpenMetricsParser}'s; a line that repeats the series text of the line before it costs a comparison of bytes.
 */
public final class OpenMetricsFile {
  private static final int BUFFER = 4 << 20;
  private static final int MAX_LINE = 1 << 20;
  private static final long[] TO_MILLIS = {1000, 100, 10, 1};

  private final OpenMetricsParser grammar = new OpenMetricsParser();
  private final SeriesMemory memory = new SeriesMemory();
  private final ScrapedLabels labels = new ScrapedLabels();
  private final DecimalScanner value = new DecimalScanner();
  private final DecimalScanner seconds = new DecimalScanner();
  private byte[] lastText = new byte[256];
  private int lastLength = -1;
  private int lastSeries;

  /** What the samples go to. */
  public interface Sink {
    /** A series that was not met before; answers its number, 0 or more, or {@link SeriesResolver#DROPPED}. */
    int series(Labels labels, MetricMetadata metadata);

    /**
     * One sample.
     *
     * @param timestamp epoch milliseconds
     * @param mantissa decimal hint as in {@link dev.narthex.tsdb.block.Row}, with {@code exponent}
     */
    void sample(int series, long timestamp, double value, long mantissa, byte exponent);

    /** The exemplar of the sample that came just before. */
    void exemplar(int series, Exemplar exemplar);
  }

  /**
   * Reads everything.
   *
   * @param progress told now and then how many bytes are read
   * @throws ExpositionException when the text breaks the format or a sample has no timestamp; what came before has been handed on
   */
  public void read(InputStream in, Sink sink, LongConsumer progress) throws IOException, ExpositionException {
    byte[] buffer = new byte[BUFFER];
    int filled = 0;
    long consumed = 0;
    int line = 1;
    grammar.begin();
    while (true) {
      int n = in.readNBytes(buffer, filled, buffer.length - filled);
      boolean last = filled + n < buffer.length;
      filled += n;
      if (last && filled > 0 && buffer[filled - 1] != '\n') {
        buffer[filled++] = '\n';
      }
      int end = filled;
      while (end > 0 && buffer[end - 1] != '\n') {
        end--;
      }
      if (end == 0 && filled > MAX_LINE) {
        throw ExpositionException.atLine(line, "the line is longer than " + MAX_LINE + " bytes");
      }
      line = lines(buffer, end, line, sink);
      System.arraycopy(buffer, end, buffer, 0, filled - end);
      filled -= end;
      consumed += end;
      progress.accept(consumed);
      if (last) {
        break;
      }
    }
    try {
      grammar.finish();
    } catch (LineException e) {
      throw ExpositionException.atLine(line, e.sentence());
    }
  }

  private int lines(byte[] b, int end, int firstLine, Sink sink) throws ExpositionException {
    int line = firstLine;
    int at = 0;
    try {
      while (at < end) {
        at = line(b, at, sink);
        line++;
      }
      return line;
    } catch (LineException e) {
      throw ExpositionException.atLine(line, e.sentence());
    }
  }

  /** Reads one line; answers where the next one starts. */
  private int line(byte[] b, int from, Sink sink) throws LineException {
    if (grammar.ended()) {
      throw new LineException(from, "unexpected data after # EOF");
    }
    int text = from + lastLength;
    if (lastLength > 0 && text < b.length && b[text] == ' ' && Arrays.equals(b, from, text, lastText, 0, lastLength)) {
      return sample(b, text + 1, sink);
    }
    if (grammar.series.isComment(b, from)) {
      int end = from;
      while (b[end] != '\n') {
        end++;
      }
      grammar.comment(b, from, end);
      return end + 1;
    }
    int end = SeriesReader.end(b, from);
    long hash = SeriesMemory.hash(b, from, end);
    int series = memory.column(b, from, end, hash);
    if (series == SeriesMemory.ABSENT) {
      series = meet(b, from, end, sink);
      memory.put(b, from, end, hash, series);
    }
    lastSeries = series;
    lastLength = end - from;
    if (lastText.length < lastLength) {
      lastText = new byte[lastLength * 2];
    }
    System.arraycopy(b, from, lastText, 0, lastLength);
    return sample(b, grammar.series.valueStart(b, end), sink);
  }

  private int meet(byte[] b, int from, int end, Sink sink) throws LineException {
    labels.clear();
    grammar.series.read(b, from, end, labels, grammar.pool);
    String twice = labels.complete();
    if (!twice.isEmpty()) {
      throw new LineException(from, "label name \"" + twice + "\" is not unique: invalid sample");
    }
    String name = labels.metricName();
    if (name.isEmpty()) {
      throw new LineException(from, "the sample has no metric name");
    }
    return sink.series(labels.toLabels(), grammar.families.of(name));
  }

  private int sample(byte[] b, int from, Sink sink) throws LineException {
    int end = from;
    while (b[end] > ' ') {
      end++;
    }
    if (!value.scan(b, from, end)) {
      throw new LineException(from, "\"" + LineParser.shown(b, from) + "\" is no number");
    }
    if (b[end] != ' ') {
      throw new LineException(end, "the sample has no timestamp, so nobody knows when it was");
    }
    int time = end + 1;
    int lineEnd = time;
    while (b[lineEnd] > ' ') {
      lineEnd++;
    }
    if (b[lineEnd] == '\n' && seconds.scan(b, time, lineEnd) && seconds.exponent >= 0 && seconds.exponent < TO_MILLIS.length && Math.abs(seconds.mantissa) < 1L << 50) {
      emit(sink, seconds.mantissa * TO_MILLIS[seconds.exponent]);
      return lineEnd + 1;
    }
    while (b[lineEnd] != '\n') {
      lineEnd++;
    }
    grammar.tail.timestamp = ScrapedRow.NO_TIMESTAMP;
    grammar.tail.exemplar = null;
    grammar.tail(b, end, lineEnd);
    if (grammar.tail.timestamp == ScrapedRow.NO_TIMESTAMP) {
      throw new LineException(end, "the sample has no timestamp, so nobody knows when it was");
    }
    emit(sink, grammar.tail.timestamp);
    if (grammar.tail.exemplar != null && lastSeries >= 0) {
      sink.exemplar(lastSeries, grammar.tail.exemplar);
    }
    return lineEnd + 1;
  }

  private void emit(Sink sink, long timestamp) {
    if (lastSeries >= 0) {
      sink.sample(lastSeries, timestamp, value.value, value.mantissa, value.exponent);
    }
  }
}
