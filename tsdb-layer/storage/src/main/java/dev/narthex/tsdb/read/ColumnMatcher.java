package dev.narthex.tsdb.read;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.layout.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Tests columns of one layout against matchers, each label value once: columns compare numbers. */
final class ColumnMatcher {
  /** What a matcher says of a target's shared labels. */
  private static final byte FAILS = 0;

  private static final byte PASSES = 1;
  private static final byte ASK_COLUMN = 2;

  private record Prepared(byte[] targets, int label, BitSet values, boolean empty) {}

  private final Layout layout;
  private final List<Prepared> prepared = new ArrayList<>();
  private final List<LabelMatcher> onName = new ArrayList<>();

  ColumnMatcher(Layout layout, List<LabelMatcher> matchers) {
    this.layout = layout;
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals(Labels.METRIC_NAME)) {
        onName.add(matcher);
      } else {
        prepared.add(prepare(layout, matcher));
      }
    }
  }

  private static Prepared prepare(Layout layout, LabelMatcher matcher) {
    byte[] targets = new byte[layout.targets().size()];
    for (int t = 0; t < targets.length; t++) {
      Labels shared = layout.targets().get(t).shared();
      targets[t] = !shared.has(matcher.name()) ? ASK_COLUMN : matcher.matches(shared) ? PASSES : FAILS;
    }
    int label = layout.labelNames().indexOf(matcher.name());
    BitSet values = new BitSet();
    if (label >= 0) {
      List<String> dictionary = layout.labelValues(label);
      for (int v = 0; v < dictionary.size(); v++) {
        values.set(v, matcher.matches(dictionary.get(v)));
      }
    }
    return new Prepared(targets, label, values, matcher.matchesEmpty());
  }

  /** Whether a metric's name passes. */
  boolean metric(String name) {
    for (LabelMatcher matcher : onName) {
      if (!matcher.matches(name)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a column passes all matchers but those on the metric name. */
  boolean column(int column) {
    int target = layout.target(column);
    for (Prepared p : prepared) {
      byte said = p.targets[target];
      if (said == ASK_COLUMN) {
        int value = p.label < 0 ? -1 : layout.labelValue(p.label, column);
        said = (value < 0 ? p.empty : p.values.get(value)) ? PASSES : FAILS;
      }
      if (said == FAILS) {
        return false;
      }
    }
    return true;
  }
}
