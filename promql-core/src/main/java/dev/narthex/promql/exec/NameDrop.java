package dev.narthex.promql.exec;

import dev.narthex.model.Labels;
import java.util.Set;

/** Drops the metric name, with its type and unit labels, at once or at the very end. */
public final class NameDrop {
  /** The labels that describe the metric itself. */
  public static final Set<String> METADATA = Set.of(Labels.METRIC_NAME, "__type__", "__unit__");

  private NameDrop() {}

  /** The labels without metadata labels. */
  public static Labels of(Labels labels) {
    return labels.withoutAll(METADATA);
  }

  /** The row with its name gone, or marked to go when removal is delayed. */
  public static Row of(Row row, Evaluation evaluation) {
    return evaluation.delaysNameRemoval() ? row.withLabels(row.labels(), true) : row.withLabels(of(row.labels()), row.nameDropped());
  }
}
