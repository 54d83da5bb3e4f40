package dev.narthex.promql.exec;

import dev.narthex.promql.exec.explain.PlanObserver;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.source.Budget;
import dev.narthex.promql.source.SeriesSource;
import java.util.Set;

/**
 * What all operators of one query share.
 *
 * @param lookback milliseconds an instant selector looks back
 * @param step the query's step in milliseconds; 0 for an instant query
 * @param observer looks at the operators
 */
public record Evaluation(
    SeriesSource source, long lookback, long step, Set<QueryFeature> features, Budget budget, Workers workers, Remarks remarks, Counters counters,
    PlanObserver observer) {
  public boolean has(QueryFeature feature) {
    return features.contains(feature);
  }

  /** Whether names stay until the very end. */
  public boolean delaysNameRemoval() {
    return has(QueryFeature.DELAYED_NAME_REMOVAL);
  }
}
