package dev.narthex.alert.receiver.webhook;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.template.NotificationData;
import java.util.Map;

/** Posts version 4 of Alertmanager's webhook body, or the user's own payload. */
final class WebhookReceiver implements Receiver {
  private final WebhookConfig config;
  private final ReceiverServices services;

  WebhookReceiver(WebhookConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      attempt.limit(config.timeout());
      Object body = config.payload().map(tree -> attempt.tree("payload", tree, () -> body(attempt))).orElseGet(() -> body(attempt));
      return RetryTable.SERVER_ERRORS.outcome(attempt.postJson(config.options().http(), attempt.secretUrlTemplate("url", config.url()), Map.of(), body));
    });
  }

  private Map<String, Object> body(Attempt attempt) {
    NotificationData all = attempt.data();
    boolean cut = config.maxAlerts() > 0 && all.alerts().size() > config.maxAlerts();
    NotificationData sent = cut ? all.withAlerts((int) config.maxAlerts()) : all;
    return sent.toJson()
        .put("version", "4")
        .put("groupKey", attempt.notification().groupKey())
        .put("truncatedAlerts", (long) all.alerts().size() - sent.alerts().size())
        .build();
  }
}
