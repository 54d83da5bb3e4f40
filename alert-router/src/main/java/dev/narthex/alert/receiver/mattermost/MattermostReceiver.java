package dev.narthex.alert.receiver.mattermost;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.json.JsonObject;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Posts a message with one attachment, or a text with the attachments of the configuration. */
final class MattermostReceiver implements Receiver {
  private static final int TEXT_MOST = 16_383;
  private static final String STANDARD = "standard";
  private static final String URGENT = "urgent";
  private static final Set<String> LEVELS = Set.of(URGENT, "important", STANDARD);

  private final MattermostConfig config;
  private final ReceiverServices services;

  MattermostReceiver(MattermostConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification,
        attempt -> RetryTable.SERVER_ERRORS.outcome(attempt.postJson(config.options().http(), attempt.secretUrl("webhook_url", config.webhookUrl()), Map.of(), message(attempt))));
  }

  private Map<String, Object> message(Attempt attempt) {
    Fields fields = config.fields();
    JsonObject message = Json.object();
    List<Map<String, Object>> attachments;
    if (config.attachments().isEmpty()) {
      attachments = List.of(new MattermostAttachment(onlyAttachment(fields), config.attachmentFields()).toJson(attempt));
    } else {
      message.putUnlessEmpty("text", attempt.cut("text", attempt.content(fields, "text"), TEXT_MOST));
      attachments = config.attachments().stream().map(attachment -> attachment.toJson(attempt)).toList();
    }
    message.putUnlessEmpty("channel", attempt.address(fields, "channel"))
        .putUnlessEmpty("username", attempt.detail(fields, "username"))
        .putUnlessEmpty("icon_url", attempt.detail(fields, "icon_url"))
        .putUnlessEmpty("icon_emoji", attempt.detail(fields, "icon_emoji"))
        .put("attachments", attachments)
        .putUnlessEmpty("type", attempt.detail(fields, "type"));
    if (!config.card().isEmpty()) {
      message.put("props", Json.object().put("card", attempt.content("props.card", config.card())).build());
    }
    config.priority().filter(priority -> !priority.level().isEmpty()).ifPresent(priority -> message.put("priority", priority(attempt, priority)));
    return message.build();
  }

  private static Fields onlyAttachment(Fields fields) {
    Map<String, String> texts = new LinkedHashMap<>();
    MattermostAttachment.TABLE.defaults().keySet().forEach(key -> texts.put(key, fields.get(key)));
    return new Fields(MattermostAttachment.TABLE, texts);
  }

  /** What the level does not allow is left out, because Mattermost would refuse the message. */
  private static Map<String, Object> priority(Attempt attempt, MattermostConfig.Priority priority) {
    String asked = attempt.detail("priority.priority", priority.level()).toLowerCase(Locale.ROOT);
    String level = LEVELS.contains(asked) ? asked : STANDARD;
    return Json.object()
        .put("priority", level)
        .putUnlessEmpty("requested_ack", priority.asksAcknowledgement() && !level.equals(STANDARD))
        .putUnlessEmpty("persistent_notifications", priority.persists() && level.equals(URGENT))
        .build();
  }
}
