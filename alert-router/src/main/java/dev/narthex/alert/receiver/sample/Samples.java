package dev.narthex.alert.receiver.sample;

import dev.narthex.alert.Alert;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Notifications as they happen: the first, one that is partly over, the end, and one whose alert has hardly a label. */
public final class Samples {
  private Samples() {}

  /**
   * All samples.
   *
   * @param receiver name in the configuration
   * @param routeLabels as a route with labels would bring them
   */
  public static List<Notification> of(String receiver, Map<String, String> routeLabels, Instant now) {
    Alert critical = alert("critical", "db-1:9100", now, now.plus(Duration.ofMinutes(5)));
    Alert warning = alert("warning", "db-2:9100", now, now.plus(Duration.ofMinutes(5)));
    Alert over = alert("warning", "db-3:9100", now, now.minusSeconds(30));
    Alert bare = new Alert(Labels.of("alertname", "Watchdog"), Labels.empty(), now.minusSeconds(60), now.plusSeconds(300), "", now, Alert.EndsBy.TIMEOUT);
    Labels group = Labels.of("alertname", "DiskWillFill", "cluster", "prod");
    return List.of(
        notification(receiver, group, routeLabels, List.of(critical), NotifyReason.FIRST_NOTIFICATION, now),
        notification(receiver, group, routeLabels, List.of(critical, warning, over), NotifyReason.NEW_ALERTS_ADDED, now),
        notification(receiver, group, routeLabels, List.of(over), NotifyReason.ALL_ALERTS_RESOLVED, now),
        notification(receiver, Labels.empty(), routeLabels, List.of(bare), NotifyReason.REPEAT_INTERVAL_ELAPSED, now));
  }

  private static Alert alert(String severity, String instance, Instant now, Instant end) {
    Labels labels = Labels.of("alertname", "DiskWillFill", "cluster", "prod", "instance", instance, "job", "node", "namespace", "database", "severity", severity, "team", "database");
    Labels annotations = Labels.of("summary", "The disk of " + instance + " is full in four hours", "description", "It fills at 2 % an hour.", "runbook_url", "https://runbooks.example/disk");
    return new Alert(labels, annotations, now.minus(Duration.ofMinutes(10)), end, "http://prometheus.example/graph?g0.expr=disk", now, Alert.EndsBy.SENDER);
  }

  private static Notification notification(String receiver, Labels group, Map<String, String> routeLabels, List<Alert> alerts, NotifyReason reason, Instant now) {
    return new Notification("{}:" + group, receiver, group, routeLabels, alerts, reason, now, Map.of(), now.plus(Duration.ofMinutes(1)));
  }
}
