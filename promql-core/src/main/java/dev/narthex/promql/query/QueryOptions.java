package dev.narthex.promql.query;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a query may assume and use. Immutable; {@link #defaults} are those of Prometheus.
 *
 * @param lookback how far an instant selector looks back for a sample; the age itself is not included
 * @param timeout wall time after which the query ends with a timeout
 * @param maxSamples samples held in memory at a time
 * @param maxBytes bytes held in memory at a time
 * @param defaultSubqueryStep the step of {@code [1h:]}, the global evaluation interval
 * @param features experimental parts of the language
 * @param cancellation asked while the query runs
 * @param explanation whether to tell what each node of the plan takes, which costs some time itself
 * @param log told of the query when it is over
 * @param origin who asks, for the log
 */
public record QueryOptions(
    Duration lookback,
    Duration timeout,
    long maxSamples,
    long maxBytes,
    Duration defaultSubqueryStep,
    Set<QueryFeature> features,
    Cancellation cancellation,
    Explanation explanation,
    QueryLog log,
    QueryOrigin origin) {

  /** Says whether nobody waits for the answer any more. Called by several threads. */
  public interface Cancellation {
    boolean isCancelled();
  }

  /** What to tell about the plan. */
  public enum Explanation {
    NONE,
    /** {@link QueryOutcome#explanation} is there. */
    PLAN
  }

  private static final QueryOptions DEFAULTS =
      new QueryOptions(Duration.ofMinutes(5), Duration.ofMinutes(2), 50_000_000, 1L << 30, Duration.ofMinutes(1), Set.of(), () -> false, Explanation.NONE, QueryLog.NONE,
          new QueryOrigin.Unknown());

  public QueryOptions {
    features = Set.copyOf(features);
  }

  public static QueryOptions defaults() {
    return DEFAULTS;
  }

  public QueryOptions withLookback(Duration value) {
    return new QueryOptions(value, timeout, maxSamples, maxBytes, defaultSubqueryStep, features, cancellation, explanation, log, origin);
  }

  public QueryOptions withTimeout(Duration value) {
    return new QueryOptions(lookback, value, maxSamples, maxBytes, defaultSubqueryStep, features, cancellation, explanation, log, origin);
  }

  public QueryOptions withMaxSamples(long value) {
    return new QueryOptions(lookback, timeout, value, maxBytes, defaultSubqueryStep, features, cancellation, explanation, log, origin);
  }

  public QueryOptions withMaxBytes(long value) {
    return new QueryOptions(lookback, timeout, maxSamples, value, defaultSubqueryStep, features, cancellation, explanation, log, origin);
  }

  public QueryOptions withDefaultSubqueryStep(Duration value) {
    return new QueryOptions(lookback, timeout, maxSamples, maxBytes, value, features, cancellation, explanation, log, origin);
  }

  public QueryOptions withFeatures(Set<QueryFeature> value) {
    return new QueryOptions(lookback, timeout, maxSamples, maxBytes, defaultSubqueryStep, value, cancellation, explanation, log, origin);
  }

  public QueryOptions withCancellation(Cancellation value) {
    return new QueryOptions(lookback, timeout, maxSamples, maxBytes, defaultSubqueryStep, features, value, explanation, log, origin);
  }

  public QueryOptions withExplanation(Explanation value) {
    return new QueryOptions(lookback, timeout, maxSamples, maxBytes, defaultSubqueryStep, features, cancellation, value, log, origin);
  }

  public QueryOptions withLog(QueryLog value) {
    return new QueryOptions(
        lookback, timeout, maxSamples, maxBytes, defaultSubqueryStep, features, cancellation, explanation, value, origin);
  }

  public QueryOptions withOrigin(QueryOrigin value) {
    return new QueryOptions(lookback, timeout, maxSamples, maxBytes, defaultSubqueryStep, features, cancellation, explanation, log, value);
  }

  /** Every experimental part on. */
  public QueryOptions withAllFeatures() {
    return withFeatures(EnumSet.allOf(QueryFeature.class));
  }

  public boolean has(QueryFeature feature) {
    return features.contains(feature);
  }
}
