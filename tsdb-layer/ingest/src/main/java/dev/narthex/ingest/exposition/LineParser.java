package dev.narthex.ingest.exposition;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.tsdb.block.SeriesExemplar;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parser of line formats, by difference to the previous body.
 *
 * <p>Kept of the last good body: its bytes and for each line where it starts, where its value starts, and its column. {@link Arrays#mismatch} finds the next byte that
 * differs. Lines before it are unchanged and keep their sample. A difference inside a value re-reads that number; one before it reads the line in full, finds its
 * series in {@link SeriesMemory} and goes on line by line. Lines with a timestamp or exemplar are read again each time. A body with two samples of one series is
 * read in full, as is the body after it; so is one that changes the metadata of known series, from a clean memory. A comment that
 * appears or vanishes later than the series of its family changes nothing for them.
 */
abstract sealed class LineParser implements ExpositionParser permits ClassicTextParser, OpenMetricsParser {
  /** In place of a column: the line holds no sample. */
  private static final int NO_SAMPLE = -2;

  private final SeriesMemory memory = new SeriesMemory();
  private final ScrapedLabels labels = new ScrapedLabels();
  private final DecimalScanner scanner = new DecimalScanner();
  private final LineIndex[] indexes = {new LineIndex(), new LineIndex()};
  final Families families = new Families();
  final SeriesReader series;
  final TextPool pool = new TextPool();

  private LineIndex last = indexes[0];
  private boolean lastInMemory = true;
  private byte[] lastBody = new byte[0];
  private int lastLength;
  private ScrapedRow lastRow = ScrapedRow.empty(0);

  /** Set by {@link #comment} when a comment changes metadata of series that have a column. */
  boolean metadataChanged;

  LineParser(SeriesReader series) {
    this.series = series;
  }

  /** Reads the comment or blank line {@code [from, end)}; {@code end} is its line break. */
  abstract void comment(byte[] b, int from, int end) throws LineException;

  /** Reads what stands between the value and the line break into {@link #tail}; {@code from} is not the line break. */
  abstract void tail(byte[] b, int from, int end) throws LineException;

  /** Starts a body, which always ends with a line break here. */
  abstract void begin();

  /** Whether the body may end here. */
  abstract void finish() throws LineException;

  /** Whether the line that ends a body has been read; such a line is read anew each time. */
  abstract boolean ended();

  /** What {@link #tail} found. */
  final Tail tail = new Tail();

  static final class Tail {
    long timestamp;
    @Nullable Exemplar exemplar;
  }

  @Override
  public final ScrapedRow parse(byte[] given, int givenLength, SeriesResolver resolver) throws ExpositionException, SeriesRefusedException {
    boolean complete = givenLength == 0 || given[givenLength - 1] == '\n';
    byte[] body = complete ? given : Arrays.copyOf(given, givenLength + 1);
    int length = complete ? givenLength : givenLength + 1;
    if (!complete) {
      body[givenLength] = '\n';
    }
    ScrapedRow row = run(body, length, resolver, last.lines > 0);
    if (!metadataChanged && last.lines > 0 && hasDuplicates(row)) {
      row = run(body, length, resolver, false);
    }
    if (metadataChanged) {
      memory.clear();
      lastInMemory = true;
      families.clear();
      resolver.reset();
      forgetBody();
      lastRow = ScrapedRow.empty(0);
      row = run(body, length, resolver, false);
    }
    remember(body, row);
    return row;
  }

  /** Makes the next body be read in full; known series stay known. */
  final void forgetBody() {
    last.lines = 0;
  }

  private void remember(byte[] body, ScrapedRow row) {
    LineIndex next = next();
    if (memory.size() == 0 && last.lines == 0) {
      lastInMemory = false;
    }
    last = next;
    lastBody = body;
    lastLength = next.starts[next.lines];
    lastRow = row;
    if (hasDuplicates(row)) {
      fillMemory();
      forgetBody();
    }
  }

  private static boolean hasDuplicates(ScrapedRow row) {
    int present = 0;
    for (long word : row.present) {
      present += Long.bitCount(word);
    }
    return present != row.kept;
  }

  private LineIndex next() {
    return last == indexes[0] ? indexes[1] : indexes[0];
  }

  private ScrapedRow run(byte[] b, int length, SeriesResolver resolver, boolean byDifference) throws ExpositionException, SeriesRefusedException {
    LineIndex next = next();
    next.reset();
    metadataChanged = false;
    boolean remembering = memory.size() > 0 || last.lines > 0;
    boolean fresh = !remembering;
    ScrapedRow row = ScrapedRow.from(lastRow);
    int line = -1;
    int[] cursor = {0, 0};
    begin();
    try {
      while (cursor[1] < length) {
        if (byDifference && cursor[0] < last.lines) {
          difference(b, length, cursor, next, row);
          if (cursor[1] >= length) {
            break;
          }
        }
        line = cursor[1];
        full(b, cursor, next, row, resolver, byDifference, fresh);
        if (metadataChanged && remembering) {
          return row;
        }
      }
      line = Math.max(0, length - 1);
      finish();
      metadataChanged = false;
    } catch (LineException e) {
      int at = e.offset >= 0 ? e.offset : Math.max(line, cursor[1]);
      throw ExpositionException.atLine(lineNumber(b, Math.min(at, length)), e.sentence());
    }
    if (!ended()) {
      next.end(length);
    }
    return row;
  }

  private static int lineNumber(byte[] b, int offset) {
    int n = 1;
    for (int i = 0; i < offset; i++) {
      n += b[i] == '\n' ? 1 : 0;
    }
    return n;
  }

  /** Takes lines over as long as they are unchanged or differ in their value only. {@code cursor}: line of the last body, offset in this one. */
  private void difference(byte[] b, int length, int[] cursor, LineIndex next, ScrapedRow row) throws LineException {
    LineIndex old = last;
    int[] starts = old.starts;
    int k = cursor[0];
    int j = cursor[1];
    while (k < old.lines && j < length) {
      int i = starts[k];
      int same = Arrays.mismatch(lastBody, i, lastLength, b, j, length);
      int differs = same < 0 ? lastLength : i + same;
      int shift = j - i;
      k = unchanged(b, k, differs, shift, next, row);
      j = starts[k] + shift;
      if (k == old.lines || j >= length) {
        break;
      }
      int value = old.values[k];
      int column = old.columns[k];
      if (column == NO_SAMPLE || differs < starts[k] + value) {
        break;
      }
      cursor[0] = k;
      cursor[1] = j;
      next.add(j, value, column);
      j = sample(b, j + value, column, next, row);
      k++;
    }
    cursor[0] = k;
    cursor[1] = j;
  }

  /** Takes over the lines from k that end at or before {@code differs} in the last body; answers the first that does not. */
  private int unchanged(byte[] b, int from, int differs, int shift, LineIndex next, ScrapedRow row) throws LineException {
    LineIndex old = last;
    int[] starts = old.starts;
    int[] columns = old.columns;
    long[] present = row.present;
    int k = from;
    int scraped = 0;
    int kept = 0;
    while (k < old.lines && starts[k + 1] <= differs) {
      int column = columns[k];
      next.add(starts[k] + shift, old.values[k], column);
      if (old.hasTails && old.tails[k]) {
        sample(b, starts[k] + shift + old.values[k], column, next, row);
      } else {
        if (column >= 0) {
          present[column >> 6] |= 1L << column;
          kept++;
        }
        scraped += column == NO_SAMPLE ? 0 : 1;
      }
      k++;
    }
    row.scraped += scraped;
    row.kept += kept;
    return k;
  }

  /** Reads a line without help of the last body; moves the cursor behind it, and to where the last body goes on. */
  private void full(byte[] b, int[] cursor, LineIndex next, ScrapedRow row, SeriesResolver resolver, boolean byDifference, boolean fresh) throws LineException, SeriesRefusedException {
    int from = cursor[1];
    int k = cursor[0];
    if (ended()) {
      throw new LineException(from, "unexpected data after # EOF");
    }
    if (series.isComment(b, from)) {
      int end = from;
      while (b[end] != '\n') {
        end++;
      }
      comment(b, from, end);
      cursor[1] = end + 1;
      if (ended()) {
        next.end(from);
        return;
      }
      next.add(from, 0, NO_SAMPLE);
      if (byDifference && k < last.lines && last.columns[k] == NO_SAMPLE) {
        cursor[0] = k + 1;
      }
      return;
    }
    int end = SeriesReader.end(b, from);
    if (fresh) {
      store(b, from, end, meet(b, from, end, resolver), cursor, next, row);
      return;
    }
    fillMemory();
    long hash = SeriesMemory.hash(b, from, end);
    int column = memory.column(b, from, end, hash);
    if (column == SeriesMemory.ABSENT) {
      column = meet(b, from, end, resolver);
      memory.put(b, from, end, hash, column);
    } else if (byDifference && column >= 0) {
      int there = last.lineOf(column);
      if (there >= k) {
        cursor[0] = there + 1;
      }
    }
    store(b, from, end, column, cursor, next, row);
  }

  private void store(byte[] b, int from, int end, int column, int[] cursor, LineIndex next, ScrapedRow row) throws LineException {
    int value = series.valueStart(b, end);
    next.add(from, value - from, column);
    cursor[1] = value;
    cursor[1] = sample(b, value, column, next, row);
  }

  /** A body that is read without anything to compare with fills no memory: that waits until a later body has a line that needs it. */
  private void fillMemory() {
    if (lastInMemory) {
      return;
    }
    for (int k = 0; k < last.lines; k++) {
      if (last.columns[k] != NO_SAMPLE) {
        int from = last.starts[k];
        int end = SeriesReader.end(lastBody, from);
        memory.put(lastBody, from, end, SeriesMemory.hash(lastBody, from, end), last.columns[k]);
      }
    }
    lastInMemory = true;
  }

  /** A series text that was not seen before. */
  private int meet(byte[] b, int from, int end, SeriesResolver resolver) throws LineException, SeriesRefusedException {
    labels.clear();
    pool.startLine();
    series.read(b, from, end, labels, pool);
    String twice = labels.complete();
    if (!twice.isEmpty()) {
      throw new LineException(from, "label name \"" + twice + "\" is not unique: invalid sample");
    }
    String name = labels.metricName();
    if (name.isEmpty()) {
      throw new LineException(from, "the sample has no metric name");
    }
    MetricMetadata metadata = families.of(name);
    labels.normalizeFloats(metadata.type());
    return resolver.resolve(labels, metadata);
  }

  /** Reads value and tail of the newest line of {@code next}; answers where the next line starts. */
  private int sample(byte[] b, int from, int column, LineIndex next, ScrapedRow row) throws LineException {
    int end = from;
    while (b[end] > ' ') {
      end++;
    }
    if (!scanner.scan(b, from, end)) {
      throw new LineException(from, "\"" + shown(b, from) + "\" is no number");
    }
    row.scraped++;
    if (b[end] == '\n') {
      if (column >= 0) {
        store(row, column, ScrapedRow.NO_TIMESTAMP);
      }
      return end + 1;
    }
    int lineEnd = end;
    while (b[lineEnd] != '\n') {
      lineEnd++;
    }
    tail.timestamp = ScrapedRow.NO_TIMESTAMP;
    tail.exemplar = null;
    tail(b, end, lineEnd);
    next.markTail();
    if (column >= 0) {
      store(row, column, tail.timestamp);
      if (tail.exemplar != null) {
        row.exemplars.add(new SeriesExemplar(column, tail.exemplar));
      }
    }
    return lineEnd + 1;
  }

  private void store(ScrapedRow row, int column, long timestamp) {
    row.kept++;
    if (!row.has(column)) {
      row.put(column, scanner.value, scanner.mantissa, scanner.exponent);
      if (timestamp != ScrapedRow.NO_TIMESTAMP) {
        row.putTimestamp(column, timestamp);
      }
    } else if (timestamp != row.timestamp(column)) {
      row.addExtra(new ScrapedRow.Extra(column, timestamp, scanner.value, null));
    } else {
      row.duplicates++;
    }
  }

  /** Reads a number for {@link #tail}: an exemplar's value or a timestamp in seconds. */
  final double number(byte[] b, int from, int end) throws LineException {
    DecimalScanner own = new DecimalScanner();
    if (!own.scan(b, from, end)) {
      throw new LineException(from, "\"" + shown(b, from) + "\" is no number");
    }
    return own.value;
  }

  /** The labels {@code [from, end)} in braces, for exemplars. */
  final Labels exemplarLabels(byte[] b, int from, int end) throws LineException {
    ScrapedLabels own = new ScrapedLabels();
    series.read(b, from, end, own, pool);
    String twice = own.complete();
    if (!twice.isEmpty()) {
      throw new LineException(from, "exemplar label \"" + twice + "\" is not unique");
    }
    return own.toLabels();
  }

  /** What stands at an offset, for messages: up to 40 bytes of the line. */
  static String shown(byte[] b, int from) {
    int end = from;
    while (end < b.length && b[end] != '\n' && end - from < 40) {
      end++;
    }
    String text = new String(b, from, end - from, java.nio.charset.StandardCharsets.UTF_8);
    return text.chars().mapToObj(c -> c < ' ' ? "?" : String.valueOf((char) c)).reduce("", String::concat);
  }
}
