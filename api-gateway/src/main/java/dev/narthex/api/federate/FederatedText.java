package dev.narthex.api.federate;

import dev.narthex.api.answer.TextData;
import dev.narthex.model.GoFloat;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.StringJoiner;

/**
 * Samples as untyped families with timestamps. External labels are added where a series has no label of that name, and an empty
 * {@code instance} where it has none, so that the scraping server does not put its own there.
 */
final class FederatedText implements TextData {
  private static final int PORTION = 8 * 1024;
  private static final String INSTANCE = "instance";

  private final List<LatestSample> samples;
  private final Labels external;
  private final NameStyle names;
  private String family = "";
  private int next;

  FederatedText(List<LatestSample> samples, Labels external, NameStyle names) {
    this.samples = samples;
    this.external = external;
    this.names = names;
  }

  @Override
  public boolean writeNext(StringBuilder out) {
    while (next < samples.size() && out.length() < PORTION) {
      LatestSample sample = samples.get(next++);
      String metric = sample.labels().metricName();
      if (!metric.isEmpty()) { // the format has no lines without a name
        append(out, metric, sample);
      }
    }
    return next < samples.size();
  }

  private void append(StringBuilder out, String metric, LatestSample sample) {
    String name = names.name(metric);
    if (!metric.equals(family)) {
      family = metric;
      out.append("# TYPE ").append(name).append(" untyped\n");
    }
    boolean quoted = name.startsWith("\"");
    StringJoiner labels = new StringJoiner(",", quoted ? "{" : name + "{", "} ");
    if (quoted) {
      labels.add(name);
    }
    Labels own = sample.labels();
    for (int i = 0; i < own.size(); i++) {
      if (!own.name(i).equals(Labels.METRIC_NAME)) {
        labels.add(label(own.name(i), own.value(i)));
      }
    }
    if (!own.has(INSTANCE) && !external.has(INSTANCE)) {
      labels.add(label(INSTANCE, ""));
    }
    for (int i = 0; i < external.size(); i++) {
      if (!own.has(external.name(i))) {
        labels.add(label(external.name(i), external.value(i)));
      }
    }
    out.append(labels).append(GoFloat.general(sample.value())).append(' ').append(sample.timestamp()).append('\n');
  }

  private String label(String name, String value) {
    return names.name(name) + "=" + NameStyle.quoted(value);
  }
}
