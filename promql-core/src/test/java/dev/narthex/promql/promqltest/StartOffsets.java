package dev.narthex.promql.promqltest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line before a series that says when its samples began: {@code _}, {@code _xN}, {@code -1m}, {@code -1mxN}, {@code -30s-1mxN}. */
final class StartOffsets {
  private static final Pattern ITEM = Pattern.compile("([+-]?[0-9a-z]+?)([+-][0-9a-wyz]+)?(?:x([0-9]+))?");
  private static final Pattern GAP = Pattern.compile("_(?:x([0-9]+))?");

  private StartOffsets() {}

  static List<Optional<Long>> parse(String text) {
    List<Optional<Long>> offsets = new ArrayList<>();
    for (String item : text.split("\\s+", -1)) {
      Matcher gap = GAP.matcher(item);
      Matcher matcher = ITEM.matcher(item);
      if (gap.matches()) {
        int n = gap.group(1) == null ? 1 : Integer.parseInt(gap.group(1));
        for (int i = 0; i < n; i++) {
          offsets.add(Optional.empty());
        }
      } else if (matcher.matches()) {
        long value = signed(matcher.group(1));
        long step = matcher.group(2) == null ? 0 : signed(matcher.group(2));
        int more = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        for (int i = 0; i <= more; i++) {
          offsets.add(Optional.of(value + i * step));
        }
      } else {
        throw new IllegalArgumentException("no offset of a start timestamp: " + item);
      }
    }
    return offsets;
  }

  private static long signed(String text) {
    return Script.millis(text.startsWith("+") ? text.substring(1) : text);
  }
}
