package dev.narthex.local.alertmanager;

import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryQuery;
import dev.narthex.alert.silence.Silences;
import dev.narthex.api.Tenant;
import dev.narthex.api.alertmanager.AlertGroup;
import dev.narthex.api.alertmanager.AlertRouter;
import dev.narthex.api.alertmanager.PostedAlert;
import dev.narthex.api.alertmanager.ReceiverEntry;
import dev.narthex.api.alertmanager.RoutedAlert;
import dev.narthex.api.alertmanager.RouterStatus;
import java.util.List;
import java.util.function.Supplier;

/** A router that shows its cluster, for programs that wait until it is ready. */
record ClusterView(AlertRouter router, Supplier<RouterStatus.Cluster> cluster) implements AlertRouter {
  @Override
  public RouterStatus status(Tenant tenant) {
    RouterStatus status = router.status(tenant);
    return new RouterStatus(status.started(), status.config(), cluster.get());
  }

  @Override
  public List<ReceiverEntry> receivers(Tenant tenant) {
    return router.receivers(tenant);
  }

  @Override
  public List<RoutedAlert> alerts(Tenant tenant) {
    return router.alerts(tenant);
  }

  @Override
  public List<AlertGroup> groups(Tenant tenant) {
    return router.groups(tenant);
  }

  @Override
  public Silences silences(Tenant tenant) {
    return router.silences(tenant);
  }

  @Override
  public List<HistoryEntry> history(Tenant tenant, HistoryQuery query) {
    return router.history(tenant, query);
  }

  @Override
  public List<String> post(Tenant tenant, List<PostedAlert> alerts) {
    return router.post(tenant, alerts);
  }
}
