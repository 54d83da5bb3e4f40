package dev.narthex.alert.receiver.msteamsv2;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import java.util.List;
import java.util.Map;

/** Posts an adaptive card with a heading and a text, over the whole width. */
final class Msteamsv2Receiver implements Receiver {
  private final Msteamsv2Config config;
  private final ReceiverServices services;

  Msteamsv2Receiver(Msteamsv2Config config, ReceiverServices services) {
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
    Map<String, Object> heading = Json.object()
        .put("type", "TextBlock")
        .put("text", attempt.subject(fields, "title"))
        .put("weight", "Bolder")
        .put("size", "Medium")
        .put("wrap", true)
        .put("style", "heading")
        .put("color", attempt.notification().status().equals("firing") ? "Attention" : "Good")
        .build();
    Map<String, Object> text = Json.object().put("type", "TextBlock").put("text", attempt.content(fields, "text")).put("wrap", true).build();
    Map<String, Object> card = Json.object()
        .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
        .put("type", "AdaptiveCard")
        .put("version", "1.2")
        .put("body", List.of(heading, text))
        .put("msteams", Map.of("width", "full"))
        .build();
    Map<String, Object> attachment = Json.object().put("contentType", "application/vnd.microsoft.card.adaptive").put("contentUrl", Json.NULL).put("content", card).build();
    return Json.object().put("type", "message").put("attachments", List.of(attachment)).build();
  }
}
