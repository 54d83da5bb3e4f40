package dev.narthex.alert.matcher;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds, among many things that each have a list of matchers, those whose matchers all match some labels, without asking each: most
 * lists hold an equality, and labels meet it or not by one look-up. Immutable once filled.
 */
public final class MatcherIndex<T> {
  private record Entry<T>(List<LabelMatcher> matchers, T thing) {}

  private final Map<String, Map<String, List<Entry<T>>>> byLabel = new HashMap<>();
  private final List<Entry<T>> others = new ArrayList<>();

  private MatcherIndex() {}

  public static <T> MatcherIndex<T> of(Iterable<T> things, Function<T, List<LabelMatcher>> matchers) {
    MatcherIndex<T> index = new MatcherIndex<>();
    for (T thing : things) {
      index.add(new Entry<>(matchers.apply(thing), thing));
    }
    return index;
  }

  private void add(Entry<T> entry) {
    for (LabelMatcher matcher : entry.matchers) {
      if (matcher.type() == LabelMatcher.Type.EQUAL && !matcher.value().isEmpty()) {
        byLabel.computeIfAbsent(matcher.name(), k -> new HashMap<>()).computeIfAbsent(matcher.value(), k -> new ArrayList<>()).add(entry);
        return;
      }
    }
    others.add(entry);
  }

  /** Hands over everything that matches, in no particular order. */
  public void matching(Labels labels, Consumer<T> each) {
    if (!byLabel.isEmpty()) {
      for (int i = 0; i < labels.size(); i++) {
        Map<String, List<Entry<T>>> values = byLabel.get(labels.name(i));
        if (values != null) {
          hand(values.getOrDefault(labels.value(i), List.of()), labels, each);
        }
      }
    }
    hand(others, labels, each);
  }

  private static <T> void hand(List<Entry<T>> entries, Labels labels, Consumer<T> each) {
    for (Entry<T> entry : entries) {
      if (LabelMatcher.allMatch(entry.matchers, labels)) {
        each.accept(entry.thing);
      }
    }
  }
}
