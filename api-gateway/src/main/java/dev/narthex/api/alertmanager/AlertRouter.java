package dev.narthex.api.alertmanager;

import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryQuery;
import dev.narthex.alert.silence.Silences;
import dev.narthex.api.Tenant;
import java.util.List;

/** The alert router as its API sees it. Safe for concurrent calls; each answer is one consistent read. */
public interface AlertRouter {
  RouterStatus status(Tenant tenant);

  /** The configured receivers, in the order of the configuration. */
  List<ReceiverEntry> receivers(Tenant tenant);

  /** Alerts that have not ended, with what mutes them now: a new silence shows at once. In any order. */
  List<RoutedAlert> alerts(Tenant tenant);

  /**
   * Notification groups as they stand, with their alerts that have not ended and route labels as receivers would be told them now; groups
   * without any such alert are left out. In any order.
   */
  List<AlertGroup> groups(Tenant tenant);

  Silences silences(Tenant tenant);

  /** What was told, newest first. */
  List<HistoryEntry> history(Tenant tenant, HistoryQuery query);

  /**
   * Takes alerts. Valid ones are stored even when others are refused; when this returns they are safe.
   *
   * @return one sentence a refused alert
   */
  List<String> post(Tenant tenant, List<PostedAlert> alerts);
}
