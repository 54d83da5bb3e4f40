package dev.narthex.promql.source;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.TimeRange;
import java.util.List;
import java.util.Map;

/**
 * Samples for queries. Implementations are safe for concurrent calls; one answer sees one consistent state of the data: each stored
 * sample exactly once, whatever compaction does meanwhile.
 *
 * <p>Errors: {@link SourceException}, which says whether the caller, the budget or the storage is at fault.
 */
public interface SeriesSource {
  /**
   * Streams the series that pass all matchers and have a sample in the range, in groups. Each series occurs in exactly one group.
   * The order of groups and of series is the same for the same data. The caller closes the answer.
   */
  SeriesGroups select(Selection selection);

  /** The label sets of series with a sample in the range that pass all matchers of at least one selector; sorted; at most {@code limit} (0 = all). */
  List<Labels> series(List<List<LabelMatcher>> selectors, TimeRange range, int limit);

  /** Label names of such series, sorted by code points; no selectors = all series. */
  List<String> labelNames(List<List<LabelMatcher>> selectors, TimeRange range, int limit);

  /** Values of one label of such series, sorted by code points. */
  List<String> labelValues(String name, List<List<LabelMatcher>> selectors, TimeRange range, int limit);

  /** What targets say about metric families, by family name; an empty {@code metric} means all. Distinct entries, newest first. */
  Map<String, List<MetricMetadata>> metadata(String metric, int limit);

  /** Exemplars in the range of series that pass one of the selectors, by series, oldest first. */
  List<SeriesExemplars> exemplars(List<List<LabelMatcher>> selectors, TimeRange range);
}
