package dev.narthex.promql.exec;

import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.query.Annotation;
import dev.narthex.promql.query.Annotations;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Collects the annotations of one query. Thread-safe. Distinct texts are kept once, and no more of them than anybody reads. */
public final class Remarks {
  private static final int MOST = 1_000;

  private final String query;
  private final Set<Annotation> seen = ConcurrentHashMap.newKeySet();

  /** @param query the text that positions refer to */
  public Remarks(String query) {
    this.query = query;
  }

  public void warning(String text, PositionRange position) {
    add(Annotation.Level.WARNING, "PromQL warning: " + text + " (" + position.lineAndColumn(query) + ")");
  }

  public void info(String text, PositionRange position) {
    add(Annotation.Level.INFO, "PromQL info: " + text + " (" + position.lineAndColumn(query) + ")");
  }

  private void add(Annotation.Level level, String text) {
    if (seen.size() < MOST) {
      seen.add(new Annotation(level, text));
    }
  }

  /** {@code text for metric name "x"}, or the bare text when the series has no name. */
  public static String forMetric(String text, Labels labels) {
    String name = labels.metricName();
    return name.isEmpty() ? text : text + " for metric name " + GoQuote.quote(name);
  }

  public Annotations annotations() {
    return Annotations.of(seen);
  }
}
