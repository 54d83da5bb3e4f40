package dev.narthex.promql.exec.function;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.query.QueryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the second argument of info says: which metrics are info metrics, and which of their labels are wanted. */
public final class InfoSelector {
  private static final Set<String> IDENTIFYING = Set.of("instance", "job");
  private static final String DEFAULT = "target_info";
  private static final String ANY_INFO = ".+_info";

  private final List<LabelMatcher> names = new ArrayList<>();
  private final List<LabelMatcher> data = new ArrayList<>();
  private final Set<String> wanted = new HashSet<>();
  private final boolean keepsUnmatched;

  /** @param given the matchers of the second argument; none when it is absent */
  public InfoSelector(List<LabelMatcher> given) {
    boolean positive = false;
    for (LabelMatcher matcher : given) {
      if (matcher.name().equals(Labels.METRIC_NAME)) {
        names.add(matcher);
        positive |= !matcher.type().isNegative();
      } else {
        data.add(matcher);
        wanted.add(matcher.name());
      }
    }
    if (names.isEmpty()) {
      names.add(LabelMatcher.equal(Labels.METRIC_NAME, DEFAULT));
    } else if (!positive) {
      names.add(LabelMatcher.of(LabelMatcher.Type.REGEX, Labels.METRIC_NAME, ANY_INFO));
    }
    keepsUnmatched = data.stream().allMatch(LabelMatcher::matchesEmpty);
  }

  /** Selects the info series. */
  public List<LabelMatcher> matchers() {
    List<LabelMatcher> all = new ArrayList<>(names);
    all.addAll(data);
    return all;
  }

  /** Whether a series is an info series itself. */
  boolean isInfo(Labels labels) {
    return LabelMatcher.allMatch(names, labels);
  }

  /** Whether a series without info passes. */
  boolean keepsUnmatched() {
    return keepsUnmatched;
  }

  /** The labels by which info series and others find each other. */
  static Labels identity(Labels labels) {
    return labels.keepOnly(IDENTIFYING);
  }

  /** The labels with those of info series added; what is there already stays. */
  Labels enriched(Labels base, List<Labels> infos) {
    Labels.Builder result = base.edit();
    Set<String> added = new HashSet<>();
    for (Labels info : infos) {
      for (int i = 0; i < info.size(); i++) {
        String name = info.name(i);
        boolean isData = !name.equals(Labels.METRIC_NAME) && !IDENTIFYING.contains(name);
        if (!isData || base.has(name) || (!wanted.isEmpty() && !wanted.contains(name))) {
          continue;
        }
        if (!added.add(name) && !result.get(name).equals(info.value(i))) {
          throw QueryException.execution("conflicting label: " + name);
        }
        result.set(name, info.value(i));
      }
    }
    return result.build();
  }
}
