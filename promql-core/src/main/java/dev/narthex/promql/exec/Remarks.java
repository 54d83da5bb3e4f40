package dev.narthex.promql.exec;

import dev.narthex.model.GoFloat;
import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.query.Annotation;
import dev.narthex.promql.query.Annotations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects the annotations of one query. Thread-safe. A text is kept once, with one of its places: as in Prometheus that of the expression
 * that is evaluated last, which is the one that ends last, and of those that end together the outermost. No more texts than anybody reads.
 */
public final class Remarks {
  private static final int MOST = 1_000;

  private final String query;
  private final ConcurrentHashMap<Annotation, Detail> seen = new ConcurrentHashMap<>();

  /** @param query the text that positions refer to */
  public Remarks(String query) {
    this.query = query;
  }

  /** What is told behind the text. */
  private interface Detail {
    PositionRange position();

    /** The expression that the remark is about; {@link #position} may be that of its argument. */
    default PositionRange expression() {
      return position();
    }

    /** Whether operands come before what is made of them, from left to right. */
    default boolean isEvaluatedBefore(Detail other) {
      PositionRange mine = expression();
      PositionRange its = other.expression();
      return mine.end() != its.end() ? mine.end() < its.end() : mine.start() > its.start();
    }

    Detail with(Detail other);

    default String text() {
      return "";
    }
  }

  private record Place(PositionRange position, PositionRange expression) implements Detail {
    @Override
    public Detail with(Detail other) {
      return isEvaluatedBefore(other) ? other : this;
    }
  }

  /** The extremes of all samples whose buckets were forced to be monotonic. */
  private record Forced(PositionRange position, long first, long last, double lowest, double highest, double decrease, long samples)
      implements Detail {
    @Override
    public Detail with(Detail other) {
      if (!(other instanceof Forced o)) {
        return this;
      }
      // unlike others, extremes and counts keep their first place
      PositionRange earlier = isEvaluatedBefore(o) ? position : o.position;
      return new Forced(
          earlier, Math.min(first, o.first), Math.max(last, o.last), Math.min(lowest, o.lowest), Math.max(highest, o.highest),
          Math.max(decrease, o.decrease), samples + o.samples);
    }

    @Override
    public String text() {
      return ", from buckets " + GoFloat.general(lowest) + " to " + GoFloat.general(highest) + ", with a max diff of "
          + GoFloat.significant(decrease, 2) + ", over " + samples + " samples from " + Instant.ofEpochSecond(first / 1000) + " to "
          + Instant.ofEpochSecond(last / 1000);
    }
  }

  /** How often a start timestamp lay before the sample before. */
  private record Overlaps(PositionRange position, long count) implements Detail {
    @Override
    public Detail with(Detail other) {
      long more = other instanceof Overlaps o ? o.count : 0;
      return new Overlaps(isEvaluatedBefore(other) ? position : other.position(), count + more);
    }

    @Override
    public String text() {
      return count > 1 ? " (" + count + " occurrences)" : "";
    }
  }

  public void warning(String text, PositionRange position) {
    warning(text, position, position);
  }

  /** A warning about an expression because of one of its arguments, whose place is told. */
  public void warning(String text, PositionRange argument, PositionRange expression) {
    add(Annotation.Level.WARNING, "PromQL warning: " + text, new Place(argument, expression));
  }

  public void info(String text, PositionRange position) {
    info(text, position, position);
  }

  /** An info about an expression because of one of its arguments, whose place is told. */
  public void info(String text, PositionRange argument, PositionRange expression) {
    add(Annotation.Level.INFO, "PromQL info: " + text, new Place(argument, expression));
  }

  /**
   * An info about a classic histogram whose counts fell from one bucket to a larger one. All of them make one annotation with the
   * extremes.
   *
   * @param time epoch milliseconds
   * @param lowest the smallest bound whose count was lifted
   * @param highest the largest one
   * @param decrease by how much at most
   */
  public void forcedMonotonicity(String text, PositionRange position, long time, double lowest, double highest, double decrease) {
    add(Annotation.Level.INFO, "PromQL info: " + text, new Forced(position, time, time, lowest, highest, decrease, 1));
  }

  /** A warning about a series whose start timestamps overlap its samples; all of one metric make one annotation. */
  public void startTimeOverlap(Labels labels, PositionRange position) {
    String text = "sample has start time that overlaps with previous sample timestamp for metric " + GoQuote.quote(labels.metricName());
    add(Annotation.Level.WARNING, "PromQL warning: " + text, new Overlaps(position, 1));
  }

  private void add(Annotation.Level level, String text, Detail detail) {
    if (seen.size() < MOST) {
      seen.merge(new Annotation(level, text), detail, Detail::with);
    }
  }

  /** {@code text for metric name "x"}, or the bare text when the series has no name. */
  public static String forMetric(String text, Labels labels) {
    return labels.metricName().isEmpty() ? text : forAnyMetric(text, labels);
  }

  /** {@code text for metric name "x"}, also when the name is empty. */
  public static String forAnyMetric(String text, Labels labels) {
    return text + " for metric name " + GoQuote.quote(labels.metricName());
  }

  public Annotations annotations() {
    List<Annotation> all = new ArrayList<>();
    seen.forEach(
        (remark, detail) -> {
          String place = " (" + detail.position().lineAndColumn(query) + ")";
          all.add(new Annotation(remark.level(), remark.text() + detail.text() + place));
        });
    return Annotations.of(all);
  }
}
