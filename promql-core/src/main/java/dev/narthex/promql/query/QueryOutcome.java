package dev.narthex.promql.query;

import java.util.Optional;

/**
 * A result with everything that is said about it.
 *
 * @param explanation how it came about, when that was asked for
 */
public record QueryOutcome(QueryResult result, Annotations annotations, QueryStatistics statistics, Optional<QueryExplanation> explanation) {
  public QueryOutcome(QueryResult result, Annotations annotations, QueryStatistics statistics) {
    this(result, annotations, statistics, Optional.empty());
  }

  public QueryOutcome withExplanation(QueryExplanation value) {
    return new QueryOutcome(result, annotations, statistics, Optional.of(value));
  }
}
