package dev.narthex.alert.receiver.discord;

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

/** Posts a content line and one embed. */
final class DiscordReceiver implements Receiver {
  private static final int TITLE_MOST = 256;
  private static final int DESCRIPTION_MOST = 4096;
  private static final int CONTENT_MOST = 2000;
  private static final long RED = 0x992D22;
  private static final long GREEN = 0x2ECC71;

  private final DiscordConfig config;
  private final ReceiverServices services;

  DiscordReceiver(DiscordConfig config, ReceiverServices services) {
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
    Map<String, Object> embed = Json.object()
        .put("title", attempt.cut("title", attempt.subject(fields, "title"), TITLE_MOST))
        .put("description", attempt.cut("message", attempt.content(fields, "message"), DESCRIPTION_MOST))
        .put("color", attempt.notification().status().equals("firing") ? RED : GREEN)
        .build();
    return Json.object()
        .put("content", attempt.cut("content", attempt.content(fields, "content"), CONTENT_MOST))
        .put("embeds", List.of(embed))
        .putUnlessEmpty("username", attempt.detail(fields, "username"))
        .putUnlessEmpty("avatar_url", attempt.detail(fields, "avatar_url"))
        .build();
  }
}
