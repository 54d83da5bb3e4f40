package dev.narthex.ingest.exposition;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.nio.charset.StandardCharsets;

/**
 * OpenMetrics text, versions 0.0.1 and 1.0.0.
 *
 * <p>A line is {@code # HELP|TYPE|UNIT name text} or {@code series value [timestamp] [# {labels} value [timestamp]]} with one blank between the parts and timestamps in seconds;
 * the last is {@code # EOF}. {@code _created} lines are series like others, as in Prometheus' default.
 */
public final class OpenMetricsParser extends LineParser {
  private boolean ended;

  public OpenMetricsParser() {
    super(SeriesReader.strict());
  }

  @Override
  void begin() {
    ended = false;
  }

  @Override
  void finish() throws LineException {
    if (!ended) {
      throw new LineException(-1, "data does not end with # EOF");
    }
  }

  @Override
  boolean ended() {
    return ended;
  }

  @Override
  void comment(byte[] b, int from, int end) throws LineException {
    String line = TextPool.decode(b, from, end);
    if (line == null) {
      throw new LineException(from, "invalid UTF-8 in a comment");
    }
    if (line.equals("# EOF")) {
      ended = true;
      return;
    }
    boolean help = line.startsWith("# HELP ");
    boolean type = line.startsWith("# TYPE ");
    if (!help && !type && !line.startsWith("# UNIT ")) {
      throw new LineException(from, "\"" + shown(b, from) + "\" is neither a sample nor one of # HELP, # TYPE, # UNIT, # EOF");
    }
    int start = from + 7;
    int nameEnd = start;
    String name;
    if (start < end && b[start] == '"') {
      nameEnd = SeriesReader.quotedEnd(b, start, end);
      name = SeriesReader.unquote(b, start, nameEnd, pool);
    } else {
      while (nameEnd < end && SeriesReader.isNameByte(b[nameEnd], nameEnd == start, true)) {
        nameEnd++;
      }
      name = SeriesReader.text(b, start, nameEnd, pool);
    }
    if (name.isEmpty() || (nameEnd < end && b[nameEnd] != ' ')) {
      throw new LineException(start, "\"" + shown(b, start) + "\" does not start with a metric name");
    }
    int text = Math.min(nameEnd + 1, end);
    if (help) {
      metadataChanged |= families.help(name, unescapeHelp(new String(b, text, end - text, StandardCharsets.UTF_8)));
    } else if (type) {
      metadataChanged |= families.type(name, type(b, text, end));
    } else {
      String unit = new String(b, text, end - text, StandardCharsets.UTF_8);
      if (!unit.isEmpty() && !name.endsWith("_" + unit)) {
        throw new LineException(text, "unit \"" + unit + "\" not a suffix of metric \"" + name + "\"");
      }
      metadataChanged |= families.unit(name, unit);
    }
  }

  private static String unescapeHelp(String text) {
    return text.indexOf('\\') < 0 ? text : ClassicTextParser.unescape(text).replace("\\\"", "\"");
  }

  private static MetricType type(byte[] b, int from, int end) throws LineException {
    String word = new String(b, from, end - from, StandardCharsets.UTF_8);
    return switch (word) {
      case "counter" -> MetricType.COUNTER;
      case "gauge" -> MetricType.GAUGE;
      case "histogram" -> MetricType.HISTOGRAM;
      case "gaugehistogram" -> MetricType.GAUGEHISTOGRAM;
      case "summary" -> MetricType.SUMMARY;
      case "info" -> MetricType.INFO;
      case "stateset" -> MetricType.STATESET;
      case "unknown" -> MetricType.UNKNOWN;
      default -> throw new LineException(from, "invalid metric type \"" + shown(b, from) + "\"");
    };
  }

  @Override
  void tail(byte[] b, int from, int end) throws LineException {
    int at = from;
    if (b[at] == ' ' && at + 1 < end && b[at + 1] != '#') {
      int to = word(b, at + 1, end);
      tail.timestamp = millis(b, at + 1, to);
      at = to;
    }
    if (at == end) {
      return;
    }
    if (end - at < 4 || b[at] != ' ' || b[at + 1] != '#' || b[at + 2] != ' ' || b[at + 3] != '{') {
      throw new LineException(at, "expected an exemplar or the end of the line, got \"" + shown(b, at) + "\"");
    }
    int braces = at + 3;
    int close = SeriesReader.end(b, braces);
    Labels labels = exemplarLabels(b, braces, close);
    if (close >= end || b[close] != ' ') {
      throw new LineException(close, "expected a value after the exemplar's labels");
    }
    int valueEnd = word(b, close + 1, end);
    double value = number(b, close + 1, valueEnd);
    if (valueEnd == end) {
      tail.exemplar = new Exemplar(labels, value, 0, false);
      return;
    }
    int to = word(b, valueEnd + 1, end);
    if (to != end) {
      throw new LineException(to, "unexpected text after the exemplar: \"" + shown(b, to) + "\"");
    }
    tail.exemplar = new Exemplar(labels, value, millis(b, valueEnd + 1, to), true);
  }

  private static int word(byte[] b, int from, int end) {
    int at = from;
    while (at < end && b[at] != ' ') {
      at++;
    }
    return at;
  }

  private long millis(byte[] b, int from, int to) throws LineException {
    double seconds = number(b, from, to);
    double millis = seconds * 1000;
    if (Double.isNaN(millis) || Math.abs(millis) >= 0x1p62) {
      throw new LineException(from, "invalid timestamp \"" + shown(b, from) + "\"");
    }
    return (long) millis;
  }
}
