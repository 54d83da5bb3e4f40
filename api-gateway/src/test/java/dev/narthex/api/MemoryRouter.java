package dev.narthex.api;

import dev.narthex.alert.Alert;
import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryQuery;
import dev.narthex.alert.history.MemoryHistoryStore;
import dev.narthex.alert.notify.NotifyReason;
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

/** A router that keeps alerts and silences in memory, routes everything to one receiver, notifies nobody and tells one story of the past. */
final class MemoryRouter implements AlertRouter {
  private final InstantSource clock;
  private final Map<Labels, Alert> alerts = new TreeMap<>();
  private final Silences silences;
  private final MemoryHistoryStore history = new MemoryHistoryStore();

  MemoryRouter(InstantSource clock) {
    this.clock = clock;
    AtomicInteger next = new AtomicInteger();
    silences =
        new Silences(
            new MemorySilenceStore(), clock, () -> String.format("00000000-0000-4000-8000-%012d", next.incrementAndGet()), Silences.Limits.DEFAULT);
    Instant told = SamplePorts.NOW.minusSeconds(60);
    history.add(
        new HistoryEntry(
            told,
            "1",
            "{}:{alertname=\"Down\"}",
            Labels.of("alertname", "Down"),
            "team",
            "webhook",
            "http://hook",
            NotifyReason.NEW_ALERTS_ADDED,
            HistoryEntry.Outcome.DELIVERED,
            2,
            HistoryEntry.Certainty.MAY_REPEAT,
            "200 OK",
            told.minusSeconds(1),
            1,
            0,
            List.of(new HistoryEntry.Told(Labels.of("alertname", "Down", "job", "api"), HistoryEntry.Status.FIRING))),
        SamplePorts.NOW.plusSeconds(3600));
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
  public List<HistoryEntry> history(Tenant tenant, HistoryQuery query) {
    return history.find(query);
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
