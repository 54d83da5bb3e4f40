package dev.narthex.ingest.exposition;

import dev.narthex.model.MetricType;
import java.nio.charset.StandardCharsets;

/**
 * Prometheus' text format, versions 0.0.4 and 1.0.0 (which adds quoted UTF-8 names; both are read alike).
 *
 * <p>A line is blank, {@code # HELP name text}, {@code # TYPE name type}, another comment, or {@code series value [timestamp]} with the timestamp in whole milliseconds.
 */
public final class ClassicTextParser extends LineParser {
  public ClassicTextParser() {
    super(SeriesReader.lenient());
  }

  @Override
  void begin() {}

  @Override
  void finish() {}

  @Override
  boolean ended() {
    return false;
  }

  @Override
  void tail(byte[] b, int from, int end) throws LineException {
    int at = blanks(b, from, end);
    int to = end;
    while (to > at && (b[to - 1] == ' ' || b[to - 1] == '\t')) {
      to--;
    }
    if (at == to) {
      return;
    }
    if (b[from] != ' ' && b[from] != '\t') {
      throw new LineException(from, "unexpected text after the value: \"" + shown(b, from) + "\"");
    }
    try {
      tail.timestamp = Long.parseLong(new String(b, at, to - at, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      throw new LineException(at, "\"" + shown(b, at) + "\" is no timestamp in whole milliseconds");
    }
    if (tail.timestamp == ScrapedRow.NO_TIMESTAMP) {
      throw new LineException(at, "the timestamp is out of range");
    }
  }

  private static int blanks(byte[] b, int from, int end) {
    int at = from;
    while (at < end && (b[at] == ' ' || b[at] == '\t')) {
      at++;
    }
    return at;
  }

  @Override
  void comment(byte[] b, int from, int end) throws LineException {
    int at = blanks(b, from, end);
    if (at == end) {
      return;
    }
    at = blanks(b, at + 1, end);
    boolean help = startsWith(b, at, end, "HELP");
    if (!help && !startsWith(b, at, end, "TYPE")) {
      return;
    }
    int start = blanks(b, at + 4, end);
    if (start == end || start == at + 4) {
      return;
    }
    int nameEnd = start;
    String name;
    if (b[start] == '"') {
      nameEnd = SeriesReader.quotedEnd(b, start, end);
      name = SeriesReader.unquote(b, start, nameEnd, pool);
    } else {
      while (nameEnd < end && SeriesReader.isNameByte(b[nameEnd], nameEnd == start, true)) {
        nameEnd++;
      }
      name = SeriesReader.text(b, start, nameEnd, pool);
    }
    if (name.isEmpty() || (nameEnd < end && b[nameEnd] != ' ' && b[nameEnd] != '\t')) {
      throw new LineException(start, "\"" + shown(b, start) + "\" does not start with a metric name");
    }
    int text = blanks(b, nameEnd, end);
    if (help) {
      metadataChanged |= families.help(name, help(b, text, end));
    } else {
      metadataChanged |= families.type(name, type(b, text, end));
    }
  }

  private static boolean startsWith(byte[] b, int at, int end, String word) {
    if (end - at <= word.length() || (b[at + word.length()] != ' ' && b[at + word.length()] != '\t')) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (b[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String help(byte[] b, int from, int end) throws LineException {
    String text = TextPool.decode(b, from, end);
    if (text == null) {
      throw new LineException(from, "help text is not a valid utf8 string");
    }
    return text.indexOf('\\') < 0 ? text : unescape(text);
  }

  /** {@code \\} and {@code \n}; another backslash stands for itself. */
  static String unescape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c == '\\' && (next == '\\' || next == 'n')) {
        out.append(next == 'n' ? '\n' : '\\');
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static MetricType type(byte[] b, int from, int end) throws LineException {
    String word = new String(b, from, end - from, StandardCharsets.UTF_8);
    return switch (word) {
      case "counter" -> MetricType.COUNTER;
      case "gauge" -> MetricType.GAUGE;
      case "histogram" -> MetricType.HISTOGRAM;
      case "summary" -> MetricType.SUMMARY;
      case "untyped" -> MetricType.UNKNOWN;
      default -> throw new LineException(from, "invalid metric type \"" + shown(b, from) + "\"");
    };
  }
}
