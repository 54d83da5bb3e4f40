package dev.narthex.alert.ingest;

import dev.narthex.alert.matcher.MatcherMode;
import java.time.Duration;
import java.time.Instant;

/**
 * How alerts are taken.
 *
 * @param mode which names labels may have
 * @param alertsPerName firing alerts of one {@code alertname} that are taken at most ({@code --alerts.per-alertname-limit}); 0 = no limit
 * @param firstFlushNotBefore groups wait until then at least ({@code --dispatch.start-delay})
 * @param keepResolved how long a resolved alert is remembered, so that a sender that repeats itself is recognised
 */
public record IngestOptions(MatcherMode mode, int alertsPerName, Instant firstFlushNotBefore, Duration keepResolved) {
  public static final IngestOptions DEFAULT = new IngestOptions(MatcherMode.FALLBACK, 0, Instant.EPOCH, Duration.ofMinutes(30));
}
