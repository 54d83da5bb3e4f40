package dev.narthex.api;

import dev.narthex.api.query.Queries;
import dev.narthex.model.Labels;
import dev.narthex.promql.query.Annotation;
import dev.narthex.promql.query.Annotations;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.query.QueryStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Answers any expression with one series that carries the expression and the options in its labels, so that a test sees what arrived.
 * {@code fail <kind> <message>} fails; {@code many N} has N series; {@code warn N} has N warnings and N infos.
 */
public final class EchoQueries implements Queries {
  @Override
  public QueryOptions options(Tenant tenant) {
    return QueryOptions.defaults();
  }

  @Override
  public QueryOutcome instant(Tenant tenant, String expression, long time, QueryOptions options) {
    failIfAsked(expression);
    List<QueryResult.Sample> samples = new ArrayList<>();
    for (int i = 0; i < count(expression); i++) {
      samples.add(new QueryResult.Sample(labels(tenant, expression, options, i), time, i + 0.5, null));
    }
    return outcome(expression, new QueryResult.Vector(samples));
  }

  @Override
  public QueryOutcome range(Tenant tenant, String expression, long start, long end, long step, QueryOptions options) {
    failIfAsked(expression);
    int steps = (int) ((end - start) / step) + 1;
    long[] times = new long[steps];
    double[] values = new double[steps];
    for (int i = 0; i < steps; i++) {
      times[i] = start + i * step;
      values[i] = i;
    }
    List<QueryResult.Series> series = new ArrayList<>();
    for (int i = 0; i < count(expression); i++) {
      series.add(new QueryResult.Series(labels(tenant, expression, options, i), times, values, new long[0], new dev.narthex.model.histogram.NativeHistogram[0]));
    }
    return outcome(expression, new QueryResult.Matrix(series));
  }

  private static Labels labels(Tenant tenant, String expression, QueryOptions options, int i) {
    return Labels.builder()
        .set("expression", expression)
        .set("i", i == 0 ? "" : Integer.toString(i))
        .set("lookback", options.lookback().equals(Duration.ofMinutes(5)) ? "" : options.lookback().toString())
        .set("timeout", options.timeout().equals(Duration.ofMinutes(2)) ? "" : options.timeout().toString())
        .set("tenant", tenant.equals(Tenant.DEFAULT) ? "" : tenant.name())
        .build();
  }

  private static QueryOutcome outcome(String expression, QueryResult result) {
    Annotations annotations = Annotations.NONE;
    if (expression.startsWith("warn ")) {
      List<Annotation> all = new ArrayList<>();
      IntStream.range(10, 10 + Integer.parseInt(expression.substring(5)))
          .forEach(
              i -> {
                all.add(new Annotation(Annotation.Level.WARNING, "w" + i));
                all.add(new Annotation(Annotation.Level.INFO, "i" + i));
              });
      annotations = Annotations.of(all);
    }
    Duration second = Duration.ofSeconds(1);
    return new QueryOutcome(result, annotations, new QueryStatistics(second, second, second, second, 7, 6, 5, 4, 3, new long[0]));
  }

  private static int count(String expression) {
    return expression.startsWith("many ") ? Integer.parseInt(expression.substring(5)) : 1;
  }

  private static void failIfAsked(String expression) {
    if (expression.startsWith("fail ")) {
      String[] words = expression.split(" ", 3);
      throw new QueryException(QueryException.Kind.valueOf(words[1].toUpperCase(Locale.ROOT)), words[2]);
    }
    if (expression.equals("crash")) {
      throw new IllegalStateException("a defect");
    }
  }
}
