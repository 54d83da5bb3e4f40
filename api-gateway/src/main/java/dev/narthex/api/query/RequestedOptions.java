package dev.narthex.api.query;

import dev.narthex.api.answer.ApiException;
import dev.narthex.api.request.BooleanParameter;
import dev.narthex.api.request.DurationParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.model.GoQuote;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code timeout}, {@code lookback_delta}, {@code stats} and {@code explain} of a request. */
final class RequestedOptions {
  private final Parameters parameters;

  RequestedOptions(Parameters parameters) {
    this.parameters = parameters;
  }

  /** The installation's options, changed as the request wishes; a timeout can only become shorter. */
  QueryOptions applyTo(QueryOptions options) {
    QueryOptions changed = options;
    Optional<Duration> timeout = DurationParameter.optional(parameters, "timeout");
    if (timeout.isPresent() && timeout.get().compareTo(options.timeout()) < 0) {
      changed = changed.withTimeout(timeout.get());
    }
    Optional<Duration> lookback = lookback();
    if (lookback.isPresent() && lookback.get().isPositive()) {
      changed = changed.withLookback(lookback.get());
    }
    if (!parameters.text("stats").equals("all") && options.has(QueryFeature.PER_STEP_STATS)) {
      Set<QueryFeature> features = new HashSet<>(options.features());
      features.remove(QueryFeature.PER_STEP_STATS);
      changed = changed.withFeatures(features);
    }
    return BooleanParameter.read(parameters, "explain", false) ? changed.withExplanation(QueryOptions.Explanation.PLAN) : changed;
  }

  private Optional<Duration> lookback() {
    try {
      return DurationParameter.optional(parameters, "lookback_delta");
    } catch (ApiException e) {
      throw ApiException.badData("error parsing lookback delta duration: " + e.reason().replace("invalid parameter \"lookback_delta\": ", ""));
    }
  }

  /** Of words that Prometheus will not take much longer. */
  List<String> warnings() {
    String stats = parameters.text("stats");
    return stats.isEmpty() || stats.equals("true") || stats.equals("all")
        ? List.of()
        : List.of("value " + GoQuote.quote(stats) + " for parameter \"stats\" is deprecated and will be rejected in the next major release, use \"true\" or \"all\"");
  }

  /** The statistics when the request asks for them, with whatever word. */
  Optional<StatisticsText> statistics(QueryOutcome outcome, long start, long step) {
    return parameters.optional("stats").map(word -> new StatisticsText(outcome.statistics(), start, step));
  }
}
