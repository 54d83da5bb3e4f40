package dev.narthex.alert.flush;

import dev.narthex.alert.Safety;
import dev.narthex.alert.deadman.SwitchStore;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.history.HistoryStore;
import dev.narthex.alert.ingest.AlertStore;
import dev.narthex.alert.limit.RateStore;
import dev.narthex.alert.log.NotificationLog;
import dev.narthex.alert.silence.SilenceStore;

/** Everything that the router keeps, of one tenant. */
public record RouterStores(
    AlertStore alerts,
    GroupStore groups,
    SilenceStore silences,
    NotificationLog log,
    FlushStore flushes,
    HistoryStore history,
    RateStore rates,
    SwitchStore switches,
    Safety safety) {

  /** Stores whose every write is safe at once. */
  public RouterStores(
      AlertStore alerts, GroupStore groups, SilenceStore silences, NotificationLog log, FlushStore flushes, HistoryStore history, RateStore rates, SwitchStore switches) {
    this(alerts, groups, silences, log, flushes, history, rates, switches, Safety.AT_ONCE);
  }
}
