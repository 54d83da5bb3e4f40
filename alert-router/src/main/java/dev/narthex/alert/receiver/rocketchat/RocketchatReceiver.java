package dev.narthex.alert.receiver.rocketchat;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Delivery.Failure;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.http.HttpTransport.Reply;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.receiver.send.Words;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Posts a message with one attachment as the user whose token it holds. */
final class RocketchatReceiver implements Receiver {
  private static final int TITLE_MOST = 1024;

  private final RocketchatConfig config;
  private final ReceiverServices services;

  RocketchatReceiver(RocketchatConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      Map<String, String> headers = Map.of("X-Auth-Token", attempt.reveal(config.token()), "X-User-Id", attempt.reveal(config.tokenId()));
      URI url = attempt.url("api_url", Words.withSlash(config.apiUrl()) + "api/v1/chat.postMessage");
      return outcome(attempt.postJson(config.options().http(), url, headers, message(attempt)));
    });
  }

  private Map<String, Object> message(Attempt attempt) {
    Fields fields = config.fields();
    Map<String, Object> attachment = Json.object()
        .putUnlessEmpty("title", attempt.cut("title", attempt.subject(fields, "title"), TITLE_MOST))
        .putUnlessEmpty("title_link", attempt.detail(fields, "title_link"))
        .putUnlessEmpty("text", attempt.content(fields, "text"))
        .putUnlessEmpty("image_url", attempt.detail(fields, "image_url"))
        .putUnlessEmpty("thumb_url", attempt.detail(fields, "thumb_url"))
        .putUnlessEmpty("color", attempt.detail(fields, "color"))
        .putUnlessEmpty("fields", config.attachmentFields().stream().map(field -> Json.object()
            .put("short", field.isShort().orElse(config.shortFields()))
            .putUnlessEmpty("title", attempt.detail("fields.title", field.title()))
            .putUnlessEmpty("value", attempt.detail("fields.value", field.value())).build()).toList())
        .putUnlessEmpty("actions", config.actions().stream().map(action -> Json.object()
            .put("type", "button")
            .putUnlessEmpty("text", attempt.detail("actions.text", action.get("text")))
            .putUnlessEmpty("url", attempt.detail("actions.url", action.get("url")))
            .putUnlessEmpty("msg", attempt.detail("actions.msg", action.get("msg"))).build()).toList())
        .build();
    return Json.object()
        .putUnlessEmpty("channel", attempt.address(fields, "channel"))
        .putUnlessEmpty("emoji", attempt.detail(fields, "emoji"))
        .putUnlessEmpty("avatar", attempt.detail(fields, "icon_url"))
        .put("attachments", List.of(attachment))
        .build();
  }

  /** Rocket.Chat says what went wrong in answers of status 200 as well. */
  private static Delivery outcome(Reply reply) {
    if (reply.status() / 100 != 2) {
      return RetryTable.SERVER_ERRORS.outcome(reply);
    }
    Optional<Map<String, Object>> body = Json.parseObject(reply.body());
    if (body.isEmpty()) {
      return new Delivery.Retriable(Failure.CLIENT_ERROR, "Rocket.Chat's answer is no JSON object: " + RetryTable.said(reply));
    }
    return Boolean.TRUE.equals(body.get().get("success")) ? Delivery.Delivered.saying("HTTP status " + reply.status())
        : new Delivery.Refused(Failure.CLIENT_ERROR, "Rocket.Chat answered: " + Json.string(body.get(), "error"));
  }
}
