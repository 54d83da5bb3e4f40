package dev.narthex.tsdb.read;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.MetricDirectory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The columns of one layout that pass the matchers.
 *
 * @param columns ascending
 * @param labels of each
 * @param order numbers of the columns by ascending labels
 */
record MatchedColumns(int[] columns, Labels[] labels, int[] order) {

  /**
   * @param metric which metrics of those that pass are wanted
   */
  static MatchedColumns of(Layout layout, List<LabelMatcher> matchers, Predicate<String> metric) {
    ColumnMatcher matcher = new ColumnMatcher(layout, matchers);
    MetricDirectory directory = layout.directory();
    int[] columns = new int[16];
    int n = 0;
    for (int m = 0; m < directory.size(); m++) {
      if (!matcher.metric(directory.name(m)) || !metric.test(directory.name(m))) {
        continue;
      }
      for (int c = directory.firstColumn(m); c < directory.firstColumn(m) + directory.columnCount(m); c++) {
        if (matcher.column(c)) {
          if (n == columns.length) {
            columns = Arrays.copyOf(columns, n * 2);
          }
          columns[n++] = c;
        }
      }
    }
    Labels[] labels = new Labels[n];
    for (int i = 0; i < n; i++) {
      labels[i] = layout.labels(columns[i]);
    }
    return of(Arrays.copyOf(columns, n), labels);
  }

  /** These columns with these labels. */
  static MatchedColumns of(int[] columns, Labels[] labels) {
    Integer[] sorted = new Integer[labels.length];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, Comparator.comparing(i -> labels[i]));
    return new MatchedColumns(columns, labels, Arrays.stream(sorted).mapToInt(Integer::intValue).toArray());
  }

  /** Estimated bytes on the heap. */
  long weight() {
    long bytes = 100 + 8L * columns.length;
    for (Labels series : labels) {
      bytes += 48 + 16L * series.size(); // the strings are the layout's
    }
    return bytes;
  }
}
