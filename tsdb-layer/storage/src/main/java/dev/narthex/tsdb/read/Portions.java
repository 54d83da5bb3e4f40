package dev.narthex.tsdb.read;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Cuts a selection into portions that fit into memory, at metric names. Most selections name one metric and are one portion; so are
 * selections of little data.
 */
final class Portions {
  /** Estimated bytes of a portion, unless the query may use little. */
  private static final long MOST_BYTES = 64L << 20;

  /** A query holds one portion and works on what is left of another. */
  private static final int PORTIONS_OF_A_BUDGET = 4;

  private Portions() {}

  /** @param budget bytes that the query may use */
  static List<Predicate<String>> of(List<BlockRead> blocks, List<LabelMatcher> matchers, long budget) {
    List<LabelMatcher> onName = matchers.stream().filter(m -> m.name().equals(Labels.METRIC_NAME)).toList();
    Predicate<String> passes = name -> {
      for (LabelMatcher m : onName) {
        if (!m.matches(name)) {
          return false;
        }
      }
      return true;
    };
    for (LabelMatcher m : onName) {
      if (m.literals().size() == 1) {
        return List.of(passes);
      }
    }
    TreeMap<String, Long> bytes = new TreeMap<>(Labels::compareCodePoints);
    for (BlockRead block : blocks) {
      block.estimate(passes, bytes);
    }
    long most = Math.min(MOST_BYTES, budget / PORTIONS_OF_A_BUDGET);
    long total = bytes.values().stream().mapToLong(Long::longValue).sum();
    if (total <= most) {
      return List.of(passes);
    }
    List<Predicate<String>> portions = new ArrayList<>();
    String from = "";
    long held = 0;
    for (var e : bytes.entrySet()) {
      if (held > 0 && held + e.getValue() > most) {
        portions.add(between(from, e.getKey(), passes));
        from = e.getKey();
        held = 0;
      }
      held += e.getValue();
    }
    portions.add(between(from, "", passes));
    return portions;
  }

  /** Names of deltas too large for the catalogue fall into some portion too, as every name lies between two others. */
  private static Predicate<String> between(String from, String before, Predicate<String> passes) {
    return name ->
        Labels.compareCodePoints(name, from) >= 0 && (before.isEmpty() || Labels.compareCodePoints(name, before) < 0) && passes.test(name);
  }
}
