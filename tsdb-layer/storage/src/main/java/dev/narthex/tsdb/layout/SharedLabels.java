package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * For which timelines the row of a series says as much as its labels: those whose series share one set of labels in all of several
 * layouts, while rows without shared labels hold only series that lack one of them. Such a series stands in the same row of each layout.
 */
public final class SharedLabels {
  private final Map<TimelineKey, Labels> sets = new HashMap<>();
  private final Set<TimelineKey> unlike = new HashSet<>();

  private SharedLabels() {}

  public static SharedLabels of(Collection<Layout> layouts) {
    SharedLabels shared = new SharedLabels();
    for (Layout layout : layouts) {
      for (LayoutTarget row : layout.targets()) {
        if (!row.shared().isEmpty()) {
          Labels known = shared.sets.putIfAbsent(row.key(), row.shared());
          if (known != null && !known.equals(row.shared())) {
            shared.unlike.add(row.key());
          }
        }
      }
    }
    layouts.forEach(shared::checkApart);
    return shared;
  }

  /** Looks for series that could stand in the row with shared labels and do not. */
  private void checkApart(Layout layout) {
    Labels[] might = new Labels[layout.targets().size()];
    boolean any = false;
    for (int r = 0; r < might.length; r++) {
      LayoutTarget row = layout.targets().get(r);
      might[r] = row.shared().isEmpty() && !unlike.contains(row.key()) ? sets.getOrDefault(row.key(), Labels.empty()) : Labels.empty();
      any |= !might[r].isEmpty();
    }
    for (int c = 0; any && c < layout.columns(); c++) {
      Labels set = might[layout.target(c)];
      if (!set.isEmpty() && holds(layout.labels(c), set)) {
        unlike.add(layout.targets().get(layout.target(c)).key());
      }
    }
  }

  /** Whether labels hold all labels of a set. */
  static boolean holds(Labels labels, Labels set) {
    for (int i = 0; i < set.size(); i++) {
      if (!labels.get(set.name(i)).equals(set.value(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the rows of a timeline can be compared. */
  boolean alike(TimelineKey key) {
    return !unlike.contains(key);
  }

  /** Whether those of all timelines can. */
  public boolean allAlike() {
    return unlike.isEmpty();
  }
}
