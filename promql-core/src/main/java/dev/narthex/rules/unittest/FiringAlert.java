package dev.narthex.rules.unittest;

import dev.narthex.model.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A firing alert as tests compare it: by labels and annotations. */
record FiringAlert(Labels labels, Labels annotations) implements Comparable<FiringAlert> {
  private static final Comparator<FiringAlert> ORDER = Comparator.comparing(FiringAlert::labels).thenComparing(FiringAlert::annotations);

  static FiringAlert expected(String name, UnitTestFile.ExpectedAlert alert) {
    return new FiringAlert(Labels.of(alert.labels()).edit().set("alertname", name).build(), Labels.of(alert.annotations()));
  }

  @Override
  public int compareTo(FiringAlert other) {
    return ORDER.compare(this, other);
  }

  /** As promtool prints a list of alerts. */
  static String text(List<FiringAlert> alerts) {
    if (alerts.isEmpty()) {
      return "[]";
    }
    StringBuilder out = new StringBuilder("[");
    IntStream.range(0, alerts.size())
        .forEach(i -> out.append("\n").append(i).append(":\n  Labels:").append(alerts.get(i).labels()).append("\n  Annotations:").append(alerts.get(i).annotations()));
    return out.append("\n]").toString();
  }
}
