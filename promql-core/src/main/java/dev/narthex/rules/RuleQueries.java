package dev.narthex.rules;

import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.query.QueryResult.Sample;
import dev.narthex.promql.source.SeriesSource;
import java.util.List;

/** Instant queries of one evaluation: the same source, time and options for all rules. */
final class RuleQueries {
  private final QueryEngine engine;
  private final SeriesSource source;
  private final QueryOptions options;
  private final long time;

  RuleQueries(QueryEngine engine, SeriesSource source, QueryOptions options, long time) {
    this.engine = engine;
    this.source = source;
    this.options = options;
    this.time = time;
  }

  QueryOutcome run(Expr expression, String query) {
    return engine.instant(source, expression, query, time, options);
  }

  List<Sample> run(String query) {
    return vector(engine.instant(source, query, time, options).result());
  }

  /** A scalar counts as a vector of one sample without labels. */
  static List<Sample> vector(QueryResult result) {
    return switch (result) {
      case QueryResult.Vector v -> v.samples();
      case QueryResult.Scalar s -> List.of(new Sample(Labels.empty(), s.timestamp(), s.value(), null));
      case QueryResult.Text s -> throw notAVector();
      case QueryResult.Matrix m -> throw notAVector();
    };
  }

  private static dev.narthex.promql.query.QueryException notAVector() {
    return dev.narthex.promql.query.QueryException.execution("rule result is not a vector or scalar");
  }
}
