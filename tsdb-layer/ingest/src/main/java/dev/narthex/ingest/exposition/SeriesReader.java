package dev.narthex.ingest.exposition;

import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;

/**
 * Reads names and labels: {@code name}, {@code name{label="value",…}} and {@code {"name","label"="value",…}} with quoted UTF-8 names. A comma may end the list.
 * Values and quoted names know the escapes {@code \\}, {@code \"} and {@code \n}; another backslash stands for itself.
 */
final class SeriesReader {
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte COLON = 3;
  private static final byte[] KINDS = new byte[128];

  static {
    for (int c = 0; c < KINDS.length; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      KINDS[c] = letter ? LETTER : c >= '0' && c <= '9' ? DIGIT : c == ':' ? COLON : 0;
    }
  }

  private final boolean blanks;

  private SeriesReader(boolean blanks) {
    this.blanks = blanks;
  }

  /** Blanks and tabs may stand between all parts, as in the classic format. */
  static SeriesReader lenient() {
    return new SeriesReader(true);
  }

  /** No blanks but the one before the value, as in OpenMetrics. */
  static SeriesReader strict() {
    return new SeriesReader(false);
  }

  /** Whether the line is no sample: a comment or blank. */
  boolean isComment(byte[] b, int from) {
    int at = from;
    while (blanks && (b[at] == ' ' || b[at] == '\t')) {
      at++;
    }
    return b[at] == '#' || b[at] == '\n';
  }

  /** Where the text of a series ends: behind its closing brace or name. Never runs past the line break. */
  static int end(byte[] b, int from) {
    int at = from;
    while (b[at] == ' ' || b[at] == '\t') {
      at++;
    }
    byte c;
    while ((c = b[at]) > ' ' && c != '{' || c < 0) {
      at++;
    }
    int brace = at;
    while (b[brace] == ' ' || b[brace] == '\t') {
      brace++;
    }
    if (b[brace] != '{') {
      return at;
    }
    at = brace + 1;
    boolean quoted = false;
    for (; (c = b[at]) != '\n'; at++) {
      if (quoted) {
        if (c == '"') {
          quoted = false;
        } else if (c == '\\' && b[at + 1] != '\n') {
          at++;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '}') {
        return at + 1;
      }
    }
    return at;
  }

  /** Where the value starts, given where the series text ends. */
  int valueStart(byte[] b, int end) throws LineException {
    int at = end;
    if (blanks) {
      while (b[at] == ' ' || b[at] == '\t') {
        at++;
      }
    } else if (b[at] == ' ') {
      at++;
    }
    if (b[at] == '\n' || (at == end && b[end - 1] != '}') || (at == end && !blanks)) {
      throw new LineException(end, "expected a value after the series, got \"" + LineParser.shown(b, end) + "\"");
    }
    return at;
  }

  /** Reads the series text {@code [from, end)}. */
  void read(byte[] b, int from, int end, ScrapedLabels into, TextPool pool) throws LineException {
    int at = skip(b, from, end);
    int start = at;
    while (at < end && isNameByte(b[at], at == start, true)) {
      at++;
    }
    boolean named = at > start;
    if (named) {
      into.add(Labels.METRIC_NAME, text(b, start, at, pool));
    }
    at = skip(b, at, end);
    if (at == end && named) {
      return;
    }
    if (at == end || b[at] != '{') {
      throw new LineException(at, "\"" + LineParser.shown(b, from) + "\" does not start with a metric name");
    }
    at = labels(b, skip(b, at + 1, end), end, named, into, pool);
    if (at != end) {
      throw new LineException(at, "unexpected text after the labels: \"" + LineParser.shown(b, at) + "\"");
    }
  }

  private int labels(byte[] b, int from, int end, boolean namedBefore, ScrapedLabels into, TextPool pool) throws LineException {
    int at = from;
    boolean named = namedBefore;
    while (at < end && b[at] != '}') {
      boolean quoted = b[at] == '"';
      int start = at;
      at = quoted ? quotedEnd(b, at, end) : nameEnd(b, at, end);
      String name = quoted ? unquote(b, start, at, pool) : text(b, start, at, pool);
      at = skip(b, at, end);
      if (at < end && b[at] == '=') {
        at = skip(b, at + 1, end);
        if (at == end || b[at] != '"') {
          throw new LineException(at, "the value of label \"" + name + "\" must be quoted");
        }
        int close = quotedEnd(b, at, end);
        if (name.isEmpty()) {
          throw new LineException(start, "a label name must not be empty");
        }
        into.add(name, unquote(b, at, close, pool));
        at = skip(b, close, end);
      } else if (quoted && !named) {
        if (name.isEmpty()) {
          throw new LineException(start, "a metric name must not be empty");
        }
        into.add(Labels.METRIC_NAME, name);
        named = true;
      } else {
        throw new LineException(at, "expected '=' after label \"" + name + "\"");
      }
      if (at < end && b[at] == ',') {
        at = skip(b, at + 1, end);
      } else if (at < end && b[at] != '}') {
        throw new LineException(at, "expected ',' or '}' after a label, got \"" + LineParser.shown(b, at) + "\"");
      }
    }
    if (at >= end) {
      throw new LineException(Math.min(at, end), "the labels are not closed by '}'");
    }
    return at + 1;
  }

  private int skip(byte[] b, int from, int end) {
    int at = from;
    while (blanks && at < end && (b[at] == ' ' || b[at] == '\t')) {
      at++;
    }
    return at;
  }

  private static int nameEnd(byte[] b, int from, int end) throws LineException {
    int at = from;
    while (at < end && isNameByte(b[at], at == from, false)) {
      at++;
    }
    if (at == from) {
      throw new LineException(from, "\"" + LineParser.shown(b, from) + "\" does not start with a label name");
    }
    return at;
  }

  /** Letters, digits but not first, underscore; a colon in metric names. */
  static boolean isNameByte(byte c, boolean first, boolean colon) {
    int kind = c < 0 ? 0 : KINDS[c];
    return kind == LETTER || (kind == DIGIT && !first) || (kind == COLON && colon);
  }

  /** Behind the closing quote of the quoted text that starts at {@code from}. */
  static int quotedEnd(byte[] b, int from, int end) throws LineException {
    for (int at = from + 1; at < end; at++) {
      byte c = b[at];
      if (c == '"') {
        return at + 1;
      }
      if (c == '\\') {
        at++;
      }
    }
    throw new LineException(from, "a quoted text is not closed");
  }

  /** The text within the quotes at {@code from} and before {@code end}. */
  static String unquote(byte[] b, int from, int end, TextPool pool) throws LineException {
    int escape = from + 1;
    while (escape < end - 1 && b[escape] != '\\') {
      escape++;
    }
    if (escape == end - 1) {
      return text(b, from + 1, end - 1, pool);
    }
    byte[] plain = new byte[end - from];
    int n = 0;
    for (int i = from + 1; i < end - 1; i++) {
      byte c = b[i];
      if (c == '\\' && i + 1 < end - 1 && (b[i + 1] == '\\' || b[i + 1] == '"' || b[i + 1] == 'n')) {
        i++;
        c = b[i] == 'n' ? (byte) '\n' : b[i];
      }
      plain[n++] = c;
    }
    return text(plain, 0, n, pool);
  }

  static String text(byte[] b, int from, int end, TextPool pool) throws LineException {
    String text = pool.text(b, from, end);
    if (text == null) {
      throw new LineException(-1, "invalid UTF-8 in \"" + new String(b, from, Math.min(end - from, 40), StandardCharsets.ISO_8859_1) + "\"");
    }
    return text;
  }
}
