package dev.narthex.promql.exec;

import dev.narthex.model.Labels;
import dev.narthex.promql.ast.PositionRange;

/** The annotations about native histograms that several operators share, at one place of the query. */
public record HistogramRemarks(Remarks remarks, PositionRange position) {
  /** What combined the histograms, in Prometheus' words. */
  public enum Operation {
    AGGREGATION("aggregation");

    private final String word;

    Operation(String word) {
      this.word = word;
    }
  }

  /** Exponential and custom buckets do not mix. */
  public void mixedSchemas(Labels labels) {
    remarks.warning(Remarks.forAnyMetric("vector contains a mix of histograms with exponential and custom buckets schemas", labels), position);
  }

  public void boundsReconciled(Operation operation) {
    remarks.info("mismatched custom buckets were reconciled during " + operation.word, position);
  }

  public void hintsCollided(Operation operation) {
    remarks.warning("conflicting counter resets during histogram " + operation.word, position);
  }
}
