package dev.narthex.api;

import dev.narthex.alert.Alert;
import dev.narthex.alert.silence.MemorySilenceStore;
import dev.narthex.alert.silence.Silences;
import dev.narthex.api.alertmanager.AlertGroup;
import dev.narthex.api.alertmanager.AlertRouter;
import dev.narthex.api.alertmanager.PostedAlert;
import dev.narthex.api.alertmanager.ReceiverEntry;
import dev.narthex.api.alertmanager.RoutedAlert;
import dev.narthex.api.alertmanager.RouterStatus;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A router that keeps alerts and silences in memory, routes everything to one receiver and notifies nobody. */
final class MemoryRouter implements AlertRouter {
  private final InstantSource clock;
  private final Map<Labels, Alert> alerts = new TreeMap<>();
  private final Silences silences;

  MemoryRouter(InstantSource clock) {
    this.clock = clock;
    AtomicInteger next = new AtomicInteger();
    silences =
        new Silences(
            new MemorySilenceStore(), clock, () -> String.format("00000000-0000-4000-8000-%012d", next.incrementAndGet()), Silences.Limits.DEFAULT);
  }

  @Override
  public RouterStatus status(Tenant tenant) {
    return new RouterStatus(SamplePorts.NOW, "route:\n  receiver: team\nreceivers:\n- name: team\n");
  }

  @Override
  public List<ReceiverEntry> receivers(Tenant tenant) {
    return List.of(new ReceiverEntry("team", Labels.of("name", "team")));
  }

  @Override
  public synchronized List<RoutedAlert> alerts(Tenant tenant) {
    Instant now = clock.instant();
    List<RoutedAlert> routed = new ArrayList<>();
    for (Alert alert : alerts.values()) {
      if (!alert.isResolvedAt(now)) {
        routed.add(new RoutedAlert(alert, List.of("team"), silences.mutedBy(alert.labels(), silences.all(), now), List.of(), List.of()));
      }
    }
    return routed;
  }

  @Override
  public List<AlertGroup> groups(Tenant tenant) {
    return List.of(new AlertGroup(Labels.empty(), Map.of(), "team", alerts(tenant)));
  }

  @Override
  public Silences silences(Tenant tenant) {
    return silences;
  }

  @Override
  public synchronized List<String> post(Tenant tenant, List<PostedAlert> posted) {
    List<String> refused = new ArrayList<>();
    Instant now = clock.instant();
    for (PostedAlert alert : posted) {
      if (alert.labels().isEmpty()) {
        refused.add("invalid label set: at least one label pair required");
      } else {
        Instant end = alert.endsAt().orElse(now.plus(Duration.ofMinutes(5)));
        alerts.put(
            alert.labels(), new Alert(alert.labels(), alert.annotations(), alert.startsAt().orElse(now), end, alert.generatorUrl(), now, Alert.EndsBy.SENDER));
      }
    }
    return refused;
  }
}
