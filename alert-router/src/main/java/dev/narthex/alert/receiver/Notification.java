package dev.narthex.alert.receiver;

import dev.narthex.alert.Alert;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.template.NotificationData;
import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What one integration is told: frozen at the flush and the same in each attempt.
 *
 * @param groupKey of the route and the group's labels; never shown to strangers as it is, but as {@link #groupKeyHash}
 * @param receiver name in the configuration
 * @param groupLabels what the alerts are grouped by
 * @param routeLabels labels of the route, expanded
 * @param alerts after muting, those that fire first, each part by job, instance and then labels; never empty; without resolved ones
 *     when {@code send_resolved} is false
 * @param flushedAt the flush's frozen time: what "firing" and "resolved" mean here
 * @param data what the integration remembered of this group last time; empty at a first notification
 * @param deadline when an attempt has to be over
 */
public record Notification(
    String groupKey,
    String receiver,
    Labels groupLabels,
    Map<String, String> routeLabels,
    List<Alert> alerts,
    NotifyReason reason,
    Instant flushedAt,
    Map<String, String> data,
    Instant deadline) {
  public Notification {
    routeLabels = Map.copyOf(routeLabels);
    alerts = List.copyOf(alerts);
    data = Map.copyOf(data);
  }

  /** Lower-case hexadecimal SHA-256 of the group key: what other sides deduplicate and thread by, as with Alertmanager. */
  public String groupKeyHash() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(groupKey.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The alerts that fire at the flush. */
  public List<Alert> firing() {
    return alerts.stream().filter(alert -> !alert.isResolvedAt(flushedAt)).toList();
  }

  /** The alerts that are over at the flush. */
  public List<Alert> resolved() {
    return alerts.stream().filter(alert -> alert.isResolvedAt(flushedAt)).toList();
  }

  /**
   * What templates and bodies see.
   *
   * @param externalUrl what this installation is called from outside
   */
  public NotificationData templateData(String externalUrl) {
    return NotificationData.of(receiver, words(reason), groupLabels, routeLabels, alerts, flushedAt, externalUrl);
  }

  /** {@code notification_reason} in bodies and templates. */
  private static String words(NotifyReason reason) {
    return switch (reason) {
      case FIRST_NOTIFICATION -> "first notification";
      case NEW_ALERTS_ADDED -> "new alerts added";
      case NEW_ALERTS_RESOLVED -> "some alerts resolved";
      case ALL_ALERTS_RESOLVED -> "all alerts resolved";
      case REPEAT_INTERVAL_ELAPSED -> "repeat interval elapsed";
      case NOTHING_NEW, NEVER_FIRED, OVERTAKEN, RECURRING_SILENCE, RATE_LIMITED -> "none";
    };
  }

  /** {@code firing} as long as one alert fires, else {@code resolved}. */
  public String status() {
    return firing().isEmpty() ? "resolved" : "firing";
  }
}
