package dev.narthex.model.histogram;

import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A histogram as test scripts write it: {@code {{schema:1 count:3 sum:4.5 z_bucket:1 z_bucket_w:0.1 buckets:[1 2] offset:-1
 * n_buckets:[1] n_offset:2 custom_values:[5 10] counter_reset_hint:gauge}}}; what is left out is 0.
 *
 * @param hintGiven whether the text says something about counter resets
 */
public record HistogramLiteral(NativeHistogram histogram, boolean hintGiven) {
  /**
   * Parses a literal with its double braces.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static HistogramLiteral parse(String text) {
    if (!text.startsWith("{{") || !text.endsWith("}}") || text.length() < 4) {
      throw new IllegalArgumentException("a histogram stands between {{ and }}, got " + text);
    }
    return new Reader(text.substring(2, text.length() - 2)).read();
  }

  private static final class Reader {
    private final String text;
    private int at;
    private int schema;
    private double sum;
    private double count;
    private double zeroCount;
    private double zeroThreshold;
    private int offset;
    private int negativeOffset;
    private double[] buckets = new double[0];
    private double[] negativeBuckets = new double[0];
    private double[] customValues = new double[0];
    private ResetHint hint = ResetHint.UNKNOWN;

    Reader(String text) {
      this.text = text;
    }

    HistogramLiteral read() {
      Set<String> seen = new HashSet<>();
      skipSpaces();
      while (at < text.length()) {
        int colon = text.indexOf(':', at);
        if (colon < 0) {
          throw new IllegalArgumentException("missing `:` behind " + text.substring(at) + " in a histogram");
        }
        String key = text.substring(at, colon).toLowerCase(Locale.ROOT);
        if (!seen.add(key)) {
          throw new IllegalArgumentException("duplicate key \"" + key + "\" in histogram");
        }
        at = colon + 1;
        value(key);
        skipSpaces();
      }
      NativeHistogram histogram =
          new NativeHistogram(
              hint, schema, zeroThreshold, zeroCount, count, sum, spans(offset, buckets), buckets, spans(negativeOffset, negativeBuckets),
              negativeBuckets, customValues, false);
      return new HistogramLiteral(histogram, seen.contains("counter_reset_hint"));
    }

    private void value(String key) {
      switch (key) {
        case "schema" -> schema = (int) number(word());
        case "sum" -> sum = number(word());
        case "count" -> count = number(word());
        case "z_bucket" -> zeroCount = number(word());
        case "z_bucket_w" -> zeroThreshold = number(word());
        case "offset" -> offset = (int) number(word());
        case "n_offset" -> negativeOffset = (int) number(word());
        case "buckets" -> buckets = numbers();
        case "n_buckets" -> negativeBuckets = numbers();
        case "custom_values" -> customValues = numbers();
        case "counter_reset_hint" -> hint = hint(word());
        default -> throw new IllegalArgumentException("bad histogram descriptor found: \"" + key + "\"");
      }
    }

    private static int[] spans(int offset, double[] buckets) {
      return buckets.length == 0 ? new int[0] : new int[] {offset, buckets.length};
    }

    private static ResetHint hint(String word) {
      for (ResetHint hint : ResetHint.values()) {
        if (HistogramText.hint(hint).equals(word)) {
          return hint;
        }
      }
      throw new IllegalArgumentException("error parsing counter_reset_hint: unknown value " + word);
    }

    private String word() {
      int start = at;
      while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private double[] numbers() {
      int close = text.indexOf(']', at);
      if (close < 0 || text.charAt(at) != '[') {
        throw new IllegalArgumentException("a list of numbers stands between [ and ] in a histogram, got " + text.substring(at));
      }
      List<Double> values = new ArrayList<>();
      for (String word : text.substring(at + 1, close).trim().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          values.add(number(word));
        }
      }
      at = close + 1;
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double number(String word) {
      String lower = word.toLowerCase(Locale.ROOT);
      return switch (lower) {
        case "nan" -> Double.NaN;
        case "inf", "+inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> {
          try {
            yield Double.parseDouble(word);
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException("error parsing number \"" + word + "\" in a histogram", e);
          }
        }
      };
    }

    private void skipSpaces() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }
  }
}
