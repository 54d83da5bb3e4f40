package dev.narthex.api.alertmanager;

import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryQuery;
import dev.narthex.alert.silence.Silences;
import dev.narthex.api.Tenant;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.ErrorType;
import java.util.List;

/** Stands in where no router runs: every question is refused by name. */
public final class AbsentRouter implements AlertRouter {
  private static ApiException refused() {
    return new ApiException(ErrorType.UNAVAILABLE, "no alert router runs here; alerts are routed by the Alertmanagers of the configuration");
  }

  @Override
  public RouterStatus status(Tenant tenant) {
    throw refused();
  }

  @Override
  public List<ReceiverEntry> receivers(Tenant tenant) {
    throw refused();
  }

  @Override
  public List<RoutedAlert> alerts(Tenant tenant) {
    throw refused();
  }

  @Override
  public List<AlertGroup> groups(Tenant tenant) {
    throw refused();
  }

  @Override
  public Silences silences(Tenant tenant) {
    throw refused();
  }

  @Override
  public List<HistoryEntry> history(Tenant tenant, HistoryQuery query) {
    throw refused();
  }

  @Override
  public List<String> post(Tenant tenant, List<PostedAlert> alerts) {
    throw refused();
  }
}
