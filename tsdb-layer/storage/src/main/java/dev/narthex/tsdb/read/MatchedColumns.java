package dev.narthex.tsdb.read;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.MetricDirectory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The columns of one layout that pass the matchers.
 *
 * @param columns ascending
 * @param labels of each
 */
record MatchedColumns(int[] columns, Labels[] labels) {

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
    return new MatchedColumns(Arrays.copyOf(columns, n), labels);
  }
}
