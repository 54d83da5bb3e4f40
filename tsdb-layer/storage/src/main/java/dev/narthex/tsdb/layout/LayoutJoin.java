package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the columns of other layouts in one, by timeline and full labels as {@link LayoutIndex} does, but without making any labels:
 * both layouts have the same order, so one walk along both, comparing dictionary numbers, answers for all columns. Only where a timeline
 * does not have the same shared labels in both, its columns are looked up one by one. Not thread-safe.
 */
public final class LayoutJoin {
  private static final int ABSENT = -1;
  private static final int UNLIKE = -2;
  private static final int[] NONE = new int[0];

  private final Layout layout;
  private final Map<LayoutTarget, Integer> rows = new HashMap<>();
  private final @Nullable Map<String, Integer>[] dictionaries;
  private final Map<TimelineKey, Map<Labels, Integer>> oneByOne = new HashMap<>();

  /** @param layout in which columns are to be found */
  public LayoutJoin(Layout layout) {
    this.layout = layout;
    for (int r = 0; r < layout.targets().size(); r++) {
      rows.put(layout.targets().get(r), r);
    }
    dictionaries = dictionaries(layout.labelColumns().length);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Map<String, Integer>[] dictionaries(int n) {
    return new Map[n];
  }

  /** For each column of another layout its column here, or −1. */
  public int[] columnsOf(Layout other) {
    int[] found = new int[other.columns()];
    if (other == layout) {
      Arrays.setAll(found, c -> c);
      return found;
    }
    Arrays.fill(found, -1);
    int[] rowHere = rowsOf(other);
    Translation translation = new Translation(other);
    MetricDirectory here = layout.directory();
    MetricDirectory there = other.directory();
    int m = 0;
    for (int o = 0; o < there.size(); o++) {
      int c = -1;
      while (m < here.size() && (c = Labels.compareCodePoints(here.name(m), there.name(o))) < 0) {
        m++;
      }
      if (m < here.size() && c == 0) {
        translation.metric(o, m);
        walk(other, o, m, rowHere, translation, found);
      }
    }
    return found;
  }

  private int[] rowsOf(Layout other) {
    SharedLabels shared = SharedLabels.of(List.of(layout, other));
    int[] here = new int[other.targets().size()];
    for (int r = 0; r < here.length; r++) {
      LayoutTarget target = other.targets().get(r);
      here[r] = shared.alike(target.key()) ? rows.getOrDefault(target, ABSENT) : UNLIKE;
    }
    return here;
  }

  private void walk(Layout other, int otherMetric, int metric, int[] rowHere, Translation same, int[] found) {
    int c = other.directory().firstColumn(otherMetric);
    int end = c + other.directory().columnCount(otherMetric);
    int b = layout.directory().firstColumn(metric);
    int endHere = b + layout.directory().columnCount(metric);
    while (c < end) {
      int row = rowHere[other.target(c)];
      if (row < 0) {
        if (row == UNLIKE) {
          found[c] = columns(other.targets().get(other.target(c)).key()).getOrDefault(other.labels(c), -1);
        }
        c++;
        continue;
      }
      while (b < endHere && layout.target(b) < row) {
        b++;
      }
      if (b == endHere || layout.target(b) > row) {
        c++;
      } else if (same.own(c, b)) {
        found[c++] = b++;
      } else if (SeriesOrder.compareOwn(other.ownLabels(c), layout.ownLabels(b)) < 0) {
        c++;
      } else {
        b++;
      }
    }
  }

  /** The columns of one timeline by labels. */
  private Map<Labels, Integer> columns(TimelineKey key) {
    return oneByOne.computeIfAbsent(key, k -> {
      Map<Labels, Integer> columns = new HashMap<>();
      for (int c = 0; c < layout.columns(); c++) {
        if (layout.targets().get(layout.target(c)).key().equals(k)) {
          columns.put(layout.labels(c), c);
        }
      }
      return columns;
    });
  }

  private Map<String, Integer> dictionary(int label) {
    Map<String, Integer> known = dictionaries[label];
    if (known == null) {
      String[] values = layout.labelColumns()[label].values();
      known = HashMap.newHashMap(values.length);
      for (int i = 0; i < values.length; i++) {
        known.put(values[i], i + 1);
      }
      dictionaries[label] = known;
    }
    return known;
  }

  /** Label values of another layout as numbers of this one, metric by metric. */
  private final class Translation {
    private final LabelColumn[] there;
    private final int[] labelHere;
    private final int[] @Nullable [] numbers;
    private final Layout other;
    /** For the labels that the metric uses in either layout: the ids, where they begin for column 0, and what they are here. */
    private int used;
    private int[][] idsThere = new int[8][];
    private int[] startThere = new int[8];
    private int[][] idsHere = new int[8][];
    private int[] startHere = new int[8];
    private int[][] numberHere = new int[8][];

    Translation(Layout other) {
      this.other = other;
      there = other.labelColumns();
      labelHere = new int[there.length];
      numbers = new int[there.length][];
      List<String> names = layout.labelNames();
      for (int l = 0; l < there.length; l++) {
        labelHere[l] = names.indexOf(there[l].name());
      }
    }

    private int[] numbers(int label) {
      int[] known = numbers[label];
      if (known == null) {
        String[] values = there[label].values();
        known = new int[values.length + 1];
        for (int i = 0; i < values.length; i++) {
          known[i + 1] = labelHere[label] < 0 ? -1 : dictionary(labelHere[label]).getOrDefault(values[i], -1);
        }
        numbers[label] = known;
      }
      return known;
    }

    /** Moves to a metric of the other layout and the same one here. */
    void metric(int otherMetric, int metric) {
      int[] labelsThere = other.labelsOfMetric(otherMetric);
      int[] labels = layout.labelsOfMetric(metric);
      used = 0;
      reserve(labelsThere.length + labels.length);
      int shift = other.directory().firstColumn(otherMetric);
      int shiftHere = layout.directory().firstColumn(metric);
      int at = 0;
      for (int l : labelsThere) {
        while (at < labels.length && Labels.compareCodePoints(layout.labelColumns()[labels[at]].name(), there[l].name()) < 0) {
          here(labels[at++], metric, shiftHere);
        }
        idsThere[used] = there[l].ids();
        startThere[used] = there[l].start()[otherMetric] - shift;
        numberHere[used] = numbers(l);
        if (at < labels.length && labels[at] == labelHere[l]) {
          LabelColumn column = layout.labelColumns()[labels[at++]];
          idsHere[used] = column.ids();
          startHere[used] = column.start()[metric] - shiftHere;
        } else {
          idsHere[used] = NONE;
        }
        used++;
      }
      while (at < labels.length) {
        here(labels[at++], metric, shiftHere);
      }
    }

    /** A label that the metric uses here alone. */
    private void here(int label, int metric, int shift) {
      LabelColumn column = layout.labelColumns()[label];
      idsThere[used] = NONE;
      idsHere[used] = column.ids();
      startHere[used] = column.start()[metric] - shift;
      used++;
    }

    private void reserve(int n) {
      if (startHere.length < n) {
        idsThere = new int[n][];
        startThere = new int[n];
        idsHere = new int[n][];
        startHere = new int[n];
        numberHere = new int[n][];
      }
    }

    /** Whether a column of the other layout has the own labels of one here. */
    boolean own(int column, int columnHere) {
      for (int i = 0; i < used; i++) {
        int a = idsThere[i] == NONE ? 0 : numberHere[i][idsThere[i][startThere[i] + column]];
        int b = idsHere[i] == NONE ? 0 : idsHere[i][startHere[i] + columnHere];
        if (a != b) {
          return false;
        }
      }
      return true;
    }
  }
}
