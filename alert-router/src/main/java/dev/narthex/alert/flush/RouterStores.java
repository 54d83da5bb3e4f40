package dev.narthex.alert.flush;

import dev.narthex.alert.deadman.SwitchStore;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.history.HistoryStore;
import dev.narthex.alert.ingest.AlertStore;
import dev.narthex.alert.limit.RateStore;
import dev.narthex.alert.log.NotificationLog;
import dev.narthex.alert.silence.SilenceStore;

/** Everything that the router keeps, of one tenant. */
public record RouterStores(
    AlertStore alerts, GroupStore groups, SilenceStore silences, NotificationLog log, FlushStore flushes, HistoryStore history, RateStore rates, SwitchStore switches) {}
