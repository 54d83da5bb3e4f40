package dev.narthex.api.query;

import dev.narthex.api.answer.Answer.Completeness;
import dev.narthex.promql.query.QueryResult;

/**
 * A result cut to a number of series.
 *
 * @param completeness whether anything was cut
 */
record ResultLimit(QueryResult result, Completeness completeness) {
  /** Keeps the first {@code limit} series; 0 keeps all. */
  static ResultLimit cut(QueryResult result, int limit) {
    return switch (result) {
      case QueryResult.Vector vector when limit > 0 && vector.samples().size() > limit ->
          new ResultLimit(new QueryResult.Vector(vector.samples().subList(0, limit)), Completeness.TRUNCATED);
      case QueryResult.Matrix matrix when limit > 0 && matrix.series().size() > limit ->
          new ResultLimit(new QueryResult.Matrix(matrix.series().subList(0, limit)), Completeness.TRUNCATED);
      case QueryResult.Vector _, QueryResult.Matrix _, QueryResult.Scalar _, QueryResult.Text _ ->
          new ResultLimit(result, Completeness.COMPLETE);
    };
  }
}
