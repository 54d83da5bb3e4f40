package dev.narthex.tsdb.block;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import java.util.Arrays;
import java.util.List;

/**
 * The series of one timeline in the order in which their values stand in a {@link Row}. Immutable; every label set occurs once.
 *
 * <p>Object identity means "the same series in the same order": a warm writer keeps what it derived from a table (sort order,
 * layout positions) as long as it sees the same object. A source that meets a new series makes a new table with
 * {@link #append}; series that stop coming stay in the table and are absent in the rows.
 */
public final class SeriesTable {
  private final Labels[] labels;
  private final MetricMetadata[] metadata;

  private SeriesTable(Labels[] labels, MetricMetadata[] metadata) {
    this.labels = labels;
    this.metadata = metadata;
  }

  /**
   * A table of full label sets (metric name and target labels included) and the metadata of their families.
   *
   * @throws IllegalArgumentException when the lists differ in length
   */
  public static SeriesTable of(List<Labels> labels, List<MetricMetadata> metadata) {
    if (labels.size() != metadata.size()) {
      throw new IllegalArgumentException(labels.size() + " label sets but " + metadata.size() + " metadata");
    }
    return new SeriesTable(labels.toArray(new Labels[0]), metadata.toArray(new MetricMetadata[0]));
  }

  /** This table with more series behind its own. */
  public SeriesTable append(List<Labels> moreLabels, List<MetricMetadata> moreMetadata) {
    if (moreLabels.size() != moreMetadata.size()) {
      throw new IllegalArgumentException(moreLabels.size() + " label sets but " + moreMetadata.size() + " metadata");
    }
    int n = labels.length;
    Labels[] l = Arrays.copyOf(labels, n + moreLabels.size());
    MetricMetadata[] m = Arrays.copyOf(metadata, l.length);
    for (int i = n; i < l.length; i++) {
      l[i] = moreLabels.get(i - n);
      m[i] = moreMetadata.get(i - n);
    }
    return new SeriesTable(l, m);
  }

  public int size() {
    return labels.length;
  }

  public Labels labels(int series) {
    return labels[series];
  }

  public MetricMetadata metadata(int series) {
    return metadata[series];
  }
}
