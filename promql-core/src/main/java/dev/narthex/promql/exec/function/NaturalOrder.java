package dev.narthex.promql.exec.function;

import dev.narthex.model.Labels;
import java.util.OptionalLong;

/** Compares texts piece by piece, runs of digits as numbers: {@code cpu2} stands before {@code cpu10}. */
final class NaturalOrder {
  private NaturalOrder() {}

  static int compare(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int iEnd = runEnd(a, i);
      int jEnd = runEnd(b, j);
      String left = a.substring(i, iEnd);
      String right = b.substring(j, jEnd);
      OptionalLong leftNumber = number(left);
      OptionalLong rightNumber = number(right);
      boolean numbers = leftNumber.isPresent() && rightNumber.isPresent();
      int order = numbers ? Long.compare(leftNumber.getAsLong(), rightNumber.getAsLong()) : Labels.compareCodePoints(left, right);
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    int rest = Integer.compare(a.length() - i, b.length() - j);
    return rest != 0 ? rest : Labels.compareCodePoints(a, b);
  }

  /** The number that a run of digits writes; empty for other text and, as in Prometheus, for more than 64 bits hold. */
  private static OptionalLong number(String run) {
    try {
      return isDigit(run.charAt(0)) ? OptionalLong.of(Long.parseLong(run)) : OptionalLong.empty();
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  private static int runEnd(String text, int start) {
    boolean digits = isDigit(text.charAt(start));
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end)) == digits) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
