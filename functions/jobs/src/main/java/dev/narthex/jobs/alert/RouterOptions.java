package dev.narthex.jobs.alert;

import dev.narthex.alert.flush.FlushOptions;
import dev.narthex.alert.ingest.IngestOptions;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.silence.Silences;
import dev.narthex.model.PromDuration;
import java.time.Instant;

/**
 * What Alertmanager takes as flags.
 *
 * @param mode which grammar reads matchers ({@code --enable-feature})
 * @param externalUrl where people reach the router, for links in notifications; no slash at its end
 * @param reload what becomes of timers when the configuration is reloaded
 */
public record RouterOptions(
    MatcherMode mode, String externalUrl, IngestOptions ingest, FlushOptions flush, Silences.Limits silences, Reload reload) {

  /** What a reload does. */
  public enum Reload {
    /** Groups that live on keep their timers. */
    KEEPS_TIMERS,
    /** Every group is flushed at once, as Alertmanager does it. */
    RESETS_TIMERS
  }

  public static RouterOptions defaults(String externalUrl) {
    return new RouterOptions(MatcherMode.FALLBACK, externalUrl, IngestOptions.DEFAULT, FlushOptions.DEFAULT, Silences.Limits.DEFAULT, Reload.KEEPS_TIMERS);
  }

  /** The same with a time before which no new group is flushed. */
  public RouterOptions notBefore(Instant first) {
    IngestOptions later = new IngestOptions(ingest.mode(), ingest.alertsPerName(), first, ingest.keepResolved());
    return new RouterOptions(mode, externalUrl, later, flush, silences, reload);
  }

  /** How long the notification log remembers. */
  PromDuration retention() {
    return new PromDuration(flush.logRetention().toMillis());
  }
}
