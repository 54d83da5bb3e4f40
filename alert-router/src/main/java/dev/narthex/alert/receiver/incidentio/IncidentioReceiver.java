package dev.narthex.alert.receiver.incidentio;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.template.NotificationData;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Posts the webhook body in incident.io's version; only its first alert when it would be too large. */
final class IncidentioReceiver implements Receiver {
  private static final int BODY_BYTES = 512 * 1024;

  private final IncidentioConfig config;
  private final ReceiverServices services;

  IncidentioReceiver(IncidentioConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      attempt.limit(config.timeout());
      Map<String, String> headers = config.token().map(token -> Map.of("Authorization", "Bearer " + attempt.reveal(token))).orElse(Map.of());
      return RetryTable.WITH_RATE_LIMIT.outcome(attempt.postJson(config.options().http(), attempt.url("url", attempt.reveal(config.url())), headers, body(attempt)));
    });
  }

  private Map<String, Object> body(Attempt attempt) {
    NotificationData all = attempt.data();
    boolean cut = config.maxAlerts() > 0 && all.alerts().size() > config.maxAlerts();
    NotificationData sent = cut ? all.withAlerts((int) config.maxAlerts()) : all;
    Map<String, Object> whole = body(attempt, sent, all.alerts().size());
    if (sent.alerts().size() <= 1 || Json.text(whole).getBytes(StandardCharsets.UTF_8).length + 1 <= BODY_BYTES) {
      return whole;
    }
    attempt.note("only the first alert was sent, because the body would exceed 512 KiB");
    return body(attempt, sent.withAlerts(1), all.alerts().size());
  }

  private static Map<String, Object> body(Attempt attempt, NotificationData sent, int alerts) {
    return sent.toJson()
        .put("version", "1")
        .put("groupKey", attempt.notification().groupKey())
        .put("truncatedAlerts", (long) alerts - sent.alerts().size())
        .build();
  }
}
