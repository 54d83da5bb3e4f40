package dev.narthex.alert.receiver.msteams;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import java.util.Map;

/** Posts a message card, red or green. */
final class MsteamsReceiver implements Receiver {
  private final MsteamsConfig config;
  private final ReceiverServices services;

  MsteamsReceiver(MsteamsConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification,
        attempt -> RetryTable.SERVER_ERRORS.outcome(attempt.postJson(config.options().http(), attempt.secretUrl("webhook_url", config.webhookUrl()), Map.of(), body(attempt))));
  }

  private Map<String, Object> body(Attempt attempt) {
    Fields fields = config.fields();
    return Json.object()
        .put("@context", "http://schema.org/extensions")
        .put("type", "MessageCard")
        .put("title", attempt.subject(fields, "title"))
        .put("summary", attempt.subject(fields, "summary"))
        .put("text", attempt.content(fields, "text"))
        .put("themeColor", attempt.notification().status().equals("firing") ? "8C1A1A" : "2DC72D")
        .build();
  }
}
