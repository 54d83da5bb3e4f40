package dev.narthex.model;

/**
 * A duration as Prometheus' files and queries write it: {@code 1h30m}, {@code 90d}, {@code 250ms}. Units y (365 d), w, d, h, m, s, ms, long before
 * short, each at most once (Prometheus {@code model.ParseDuration}).
 *
 * @param millis length in milliseconds; may be negative for offsets, never when parsed by {@link #parse}
 */
public record PromDuration(long millis) implements Comparable<PromDuration> {
  public static final PromDuration ZERO = new PromDuration(0);

  private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
  private static final long[] UNIT_MILLIS = {31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L};

  public static PromDuration ofSeconds(long seconds) {
    return new PromDuration(Math.multiplyExact(seconds, 1000));
  }

  /**
   * Parses a non-negative duration; {@code 0} needs no unit.
   *
   * @throws IllegalArgumentException with a sentence, when the text is no duration or exceeds 292 years
   */
  public static PromDuration parse(String text) {
    if (text.equals("0")) {
      return ZERO;
    }
    long total = 0;
    int unit = -1;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (digits < text.length() && isDigit(text.charAt(digits))) {
        digits++;
      }
      int end = digits;
      while (end < text.length() && !isDigit(text.charAt(end))) {
        end++;
      }
      int next = unitAt(text.substring(digits, end), unit + 1);
      if (digits == at || next < 0) {
        throw malformed(text);
      }
      unit = next;
      total = add(text, total, text.substring(at, digits), UNIT_MILLIS[unit]);
      at = end;
    }
    if (unit < 0) {
      throw malformed(text);
    }
    return new PromDuration(total);
  }

  private static long add(String text, long total, String digits, long unit) {
    try {
      long sum = Math.addExact(total, Math.multiplyExact(Long.parseLong(digits), unit));
      if (sum <= Long.MAX_VALUE / 1_000_000) {
        return sum;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw tooLong(text, e);
    }
    throw tooLong(text, null);
  }

  private static IllegalArgumentException tooLong(String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException("duration " + GoQuote.quote(text) + " is longer than 292 years", cause);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException("not a valid duration string: " + GoQuote.quote(text));
  }

  private static int unitAt(String word, int from) {
    for (int i = from; i < UNITS.length; i++) {
      if (UNITS[i].equals(word)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  public boolean isZero() {
    return millis == 0;
  }

  public double seconds() {
    return millis / 1000.0;
  }

  @Override
  public int compareTo(PromDuration other) {
    return Long.compare(millis, other.millis);
  }

  /** The shortest form Prometheus prints: years and weeks only when nothing remains ({@code 90d} rather than {@code 12w6d}). */
  @Override
  public String toString() {
    if (millis == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder(millis < 0 ? "-" : "");
    long rest = Math.abs(millis);
    for (int i = 0; i < UNITS.length; i++) {
      boolean exactOnly = i < 2;
      if (rest >= UNIT_MILLIS[i] && (!exactOnly || rest % UNIT_MILLIS[i] == 0)) {
        out.append(rest / UNIT_MILLIS[i]).append(UNITS[i]);
        rest %= UNIT_MILLIS[i];
      }
    }
    return out.toString();
  }
}
