package dev.narthex.alert.notify;

import dev.narthex.model.Labels;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * The order in which Alertmanager lists label sets: fewer labels come first; among equally many the first name that differs decides, in
 * alphabetical order: the set that lacks it comes first, else the smaller value.
 */
public final class LabelSetOrder implements Comparator<Labels> {
  public static final LabelSetOrder INSTANCE = new LabelSetOrder();

  private LabelSetOrder() {}

  @Override
  public int compare(Labels a, Labels b) {
    if (a.size() != b.size()) {
      return Integer.compare(a.size(), b.size());
    }
    TreeSet<String> names = new TreeSet<>(Labels::compareCodePoints);
    names.addAll(a.names());
    names.addAll(b.names());
    for (String name : names) {
      // an absent label reads as empty, and no stored label is
      int order = Labels.compareCodePoints(a.get(name), b.get(name));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
