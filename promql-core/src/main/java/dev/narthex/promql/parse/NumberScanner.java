package dev.narthex.promql.parse;

/**
 * Finds where a number or a duration ends. What it accepts as a number need not be one ({@code 1e} is): {@link NumberText} judges.
 * The rules are those of Prometheus: hexadecimal with {@code 0x}, underscores between digits, one dot, one exponent, nothing
 * alphanumeric behind.
 */
final class NumberScanner {
  private static final String DECIMAL = "0123456789";
  private static final String HEXADECIMAL = "0123456789abcdefABCDEF";

  private final String input;
  private int position;

  NumberScanner(String input) {
    this.input = input;
  }

  enum Outcome {
    NUMBER,
    DURATION,
    NEITHER
  }

  /** What stands there and where it (or the part that was understood) ends. */
  record Scan(Outcome outcome, int end) {}

  Scan scan(int start) {
    position = start;
    if (number()) {
      return new Scan(Outcome.NUMBER, position);
    }
    return duration() ? new Scan(Outcome.DURATION, position) : new Scan(Outcome.NEITHER, position);
  }

  private boolean number() {
    String digits = DECIMAL;
    if (accept("0") && accept("xX")) {
      accept("_");
      digits = HEXADECIMAL;
    }
    accept(".");
    accept(digits);
    boolean dot = false;
    boolean exponent = false;
    while (isAt(digits) || isAt("._eE")) {
      if (isAt(".") && dot) {
        position++;
        return false;
      }
      if (isAt("eE") && exponent) {
        position++;
        return false;
      }
      if (accept(".")) {
        dot = true;
        if (accept("_.") || digits.equals(HEXADECIMAL)) {
          return false;
        }
      } else if (accept("eE")) {
        exponent = true;
        accept("+-");
        if (accept("._eE") || atEnd()) {
          return false;
        }
      } else if (accept("_")) {
        if (accept("._eE") || atEnd()) {
          return false;
        }
      } else {
        while (accept(digits)) {
          // all of them
        }
      }
    }
    return atEnd() || !Lexer.isAlphaNumeric(input.codePointAt(position));
  }

  /** Goes on from where the number ended: a unit, then more digits and units. */
  private boolean duration() {
    if (!accept("smhdwy")) {
      return false;
    }
    accept("s");
    while (accept(DECIMAL)) {
      while (accept(DECIMAL)) {
        // all of them
      }
      if (!accept("smhdw")) {
        return false;
      }
      accept("s");
    }
    if (atEnd() || !Lexer.isAlphaNumeric(input.codePointAt(position))) {
      return true;
    }
    position++;
    return false;
  }

  private boolean atEnd() {
    return position >= input.length();
  }

  private boolean isAt(String set) {
    return !atEnd() && set.indexOf(input.charAt(position)) >= 0;
  }

  private boolean accept(String set) {
    if (isAt(set)) {
      position++;
      return true;
    }
    return false;
  }
}
