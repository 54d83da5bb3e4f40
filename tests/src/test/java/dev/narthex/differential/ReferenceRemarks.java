package dev.narthex.differential;

import dev.narthex.model.Labels;

/** What there is to say about one series of a range vector. */
record ReferenceRemarks(ReferenceEvaluator evaluator, Labels labels) {
  private String quoted() {
    return "\"" + labels.metricName() + "\"";
  }

  private void warn(String text) {
    evaluator.warn(text + " for metric name " + quoted());
  }

  void ignoredHistograms() {
    evaluator.info("ignored histograms in a range containing both floats and histograms for metric name " + quoted());
  }

  void mixedTypes() {
    warn("encountered a mix of histograms and floats");
  }

  void mixedSchemas() {
    warn("vector contains a mix of histograms with exponential and custom buckets schemas");
  }

  /** The sum of two histograms; told when their bounds differ. */
  ReferenceHistogram sum(ReferenceHistogram a, ReferenceHistogram b) {
    reconciled(a.reconciles(b), "addition");
    return a.plus(b);
  }

  /** Their difference, likewise. */
  ReferenceHistogram difference(ReferenceHistogram a, ReferenceHistogram b) {
    reconciled(a.reconciles(b), "subtraction");
    return a.minus(b);
  }

  void reconciled(boolean applies, String operation) {
    if (applies) {
      evaluator.info("mismatched custom buckets were reconciled during " + operation);
    }
  }

  void noCounter() {
    evaluator.warn("this native histogram metric is not a counter: " + quoted());
  }

  void noGauge() {
    evaluator.warn("this native histogram metric is not a gauge: " + quoted());
  }

  void overlappingStarts() {
    evaluator.warn("sample has start time that overlaps with previous sample timestamp for metric " + quoted());
  }

  /** Names of counters end in certain ways. */
  void checkName() {
    String name = labels.metricName();
    if (!name.isEmpty() && !name.matches("(?s).*_(total|sum|count|bucket)")) {
      evaluator.info("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: " + quoted());
    }
  }
}
