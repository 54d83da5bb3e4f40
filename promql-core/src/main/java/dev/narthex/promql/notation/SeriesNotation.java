package dev.narthex.promql.notation;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.HistogramLiteral;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import java.util.ArrayList;
import java.util.List;

/**
 * A series with its samples, one a step: {@code _} and {@code _xN} are gaps, {@code v} a value, {@code vxN} N+1 equal ones, {@code
 * a+bxN} and {@code a-bxN} N+1 that grow, {@code stale} a marker, {@code {{…}}} a native histogram with the same repetitions.
 *
 * @param rest what stands behind the labels, untouched: {@code ""} or what the items were read from
 */
public record SeriesNotation(Labels labels, List<SequenceItem> items, String rest) {
  private static final int MAX_ITEMS = 1_000_000;
  private static final PromqlParser PARSER = new PromqlParser(ParserOptions.DEFAULTS);

  public SeriesNotation {
    items = List.copyOf(items);
  }

  /**
   * Parses a line.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static SeriesNotation parse(String line) {
    int end = endOfLabels(line);
    String rest = line.substring(end).trim();
    return new SeriesNotation(labels(line.substring(0, end)), items(rest), rest);
  }

  /** Parses the labels of a line only; the items are left in {@link #rest}. */
  public static SeriesNotation parseLabels(String line) {
    int end = endOfLabels(line);
    return new SeriesNotation(labels(line.substring(0, end)), List.of(), line.substring(end).trim());
  }

  private static Labels labels(String metric) {
    Labels.Builder labels = Labels.builder();
    if (metric.isBlank()) {
      return labels.build();
    }
    for (LabelMatcher matcher : PARSER.parseSelector(metric.trim())) {
      if (matcher.type() != LabelMatcher.Type.EQUAL) {
        throw new IllegalArgumentException("labels of a series are given with =, got " + matcher);
      }
      labels.set(matcher.name(), matcher.value());
    }
    return labels.build();
  }

  /** Where the labels end: behind the right brace, or behind the name. */
  private static int endOfLabels(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) != '{' && !Character.isWhitespace(line.charAt(i)) && line.charAt(i) != '@') {
      i++;
    }
    int brace = i;
    while (brace < line.length() && Character.isWhitespace(line.charAt(brace))) {
      brace++;
    }
    if (brace >= line.length() || line.charAt(brace) != '{' || line.startsWith("{{", brace)) {
      return i;
    }
    char quote = 0;
    for (int at = brace; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          at++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '}') {
        return at + 1;
      }
    }
    throw new IllegalArgumentException("the braces of " + line + " are not closed");
  }

  private static List<SequenceItem> items(String text) {
    List<SequenceItem> items = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
        continue;
      }
      int end = endOfItem(text, at);
      String item = text.substring(at, end);
      if (item.startsWith("{{")) {
        addHistograms(items, item);
      } else {
        addFloats(items, item);
      }
      if (items.size() > MAX_ITEMS) {
        throw new IllegalArgumentException("more than " + MAX_ITEMS + " samples in one series");
      }
      at = end;
    }
    return items;
  }

  private static int endOfItem(String text, int start) {
    int at = start;
    boolean insideHistogram = false;
    while (at < text.length() && (insideHistogram || !Character.isWhitespace(text.charAt(at)))) {
      if (text.startsWith("{{", at)) {
        insideHistogram = true;
        at += 2;
      } else if (text.startsWith("}}", at)) {
        insideHistogram = false;
        at += 2;
      } else {
        at++;
      }
    }
    return at;
  }

  private static void addFloats(List<SequenceItem> items, String item) {
    if (item.equals("stale")) {
      items.add(new SequenceItem.Value(StaleMarker.VALUE));
      return;
    }
    int times = item.indexOf('x');
    String head = times < 0 ? item : item.substring(0, times);
    if (head.equals("_")) {
      int gaps = times < 0 ? 1 : repetitions(item.substring(times + 1));
      for (int i = 0; i < gaps; i++) {
        items.add(new SequenceItem.Gap());
      }
      return;
    }
    int split = signBehindNumber(head);
    double value = number(split < 0 ? head : head.substring(0, split));
    double step = split < 0 ? 0 : number(head.substring(split));
    if (times < 0 && split >= 0) {
      throw new IllegalArgumentException("a growing value needs a number of repetitions: " + item + "xN");
    }
    int more = times < 0 ? 0 : repetitions(item.substring(times + 1));
    for (int i = 0; i <= more; i++) {
      items.add(new SequenceItem.Value(value));
      value = split < 0 ? value : value + step;
    }
  }

  /** Where the step of {@code a+b} begins; -1 when there is none. */
  private static int signBehindNumber(String text) {
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      char before = text.charAt(i - 1);
      boolean exponent = (before == 'e' || before == 'E') && i > 1 && Character.isDigit(text.charAt(i - 2));
      if ((c == '+' || c == '-') && !exponent) {
        return i;
      }
    }
    return -1;
  }

  private static int repetitions(String text) {
    try {
      int n = Integer.parseInt(text);
      if (n >= 0 && n <= MAX_ITEMS) {
        return n;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("invalid repetition in series values: " + text, e);
    }
    throw new IllegalArgumentException("invalid repetition in series values: " + text);
  }

  private static double number(String text) {
    boolean minus = text.startsWith("-");
    String digits = minus || text.startsWith("+") ? text.substring(1) : text;
    double value;
    if (digits.equalsIgnoreCase("inf")) {
      value = Double.POSITIVE_INFINITY;
    } else if (digits.equalsIgnoreCase("nan")) {
      value = Double.NaN;
    } else {
      try {
        value = Double.parseDouble(digits.replace("_", ""));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("no number, gap or \"stale\" in series values: " + text, e);
      }
    }
    return minus ? -value : value;
  }

  private static void addHistograms(List<SequenceItem> items, String item) {
    int close = item.indexOf("}}");
    HistogramLiteral first = HistogramLiteral.parse(item.substring(0, close + 2));
    String rest = item.substring(close + 2);
    if (rest.isEmpty()) {
      items.add(new SequenceItem.Histogram(first));
      return;
    }
    int times = rest.lastIndexOf('x');
    if (times < 0) {
      throw new IllegalArgumentException("a histogram is followed by a space, xN, +{{…}}xN or -{{…}}xN, got " + rest);
    }
    int more = repetitions(rest.substring(times + 1));
    if (times == 0) {
      for (int i = 0; i <= more; i++) {
        items.add(new SequenceItem.Histogram(first));
      }
      return;
    }
    HistogramLiteral step = HistogramLiteral.parse(rest.substring(1, times));
    boolean minus = rest.charAt(0) == '-';
    NativeHistogram current = first.histogram();
    items.add(new SequenceItem.Histogram(new HistogramLiteral(current, step.hintGiven())));
    for (int i = 1; i <= more; i++) {
      HistogramArithmetic.Combined next =
          minus ? HistogramArithmetic.subtract(current, step.histogram()) : HistogramArithmetic.add(current, step.histogram());
      current = next.histogram();
      items.add(new SequenceItem.Histogram(new HistogramLiteral(current, step.hintGiven())));
    }
  }
}
