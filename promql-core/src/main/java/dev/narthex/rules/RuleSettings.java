package dev.narthex.rules;

import dev.narthex.model.Labels;
import dev.narthex.promql.query.QueryOptions;

/**
 * What holds for all groups.
 *
 * @param options of the rules' queries
 * @param externalLabels what templates see as {@code $externalLabels}
 * @param externalUrl what this installation is called by its users, without a slash at the end; "" when nobody said
 * @param queryOffsetMillis for groups without their own
 * @param resendDelayMillis how long after it was told a firing alert is told again
 * @param evaluationDelayMillis how long after its time an evaluation happens: alerts are valid for so much longer
 */
public record RuleSettings(QueryOptions options, Labels externalLabels, String externalUrl, long queryOffsetMillis, long resendDelayMillis, long evaluationDelayMillis) {
  /** Prometheus' {@code --rules.alert.resend-delay}. */
  public static final long RESEND_DELAY_MILLIS = 60_000;

  public RuleSettings(QueryOptions options, Labels externalLabels, String externalUrl) {
    this(options, externalLabels, externalUrl, 0, RESEND_DELAY_MILLIS, 0);
  }
}
