package dev.narthex.alert.receiver.slack;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.json.JsonObject;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Delivery.Failure;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.http.HttpTransport.Reply;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends a message with one attachment. With {@code update_message} the time stamp and channel of the first message are remembered, and
 * later notifications of the group change that message, until a first notification begins a new one.
 */
final class SlackReceiver implements Receiver {
  private static final int TITLE_MOST = 1024;
  private static final String UPDATE = "chat.update";
  private static final String TIME_STAMP = "threadTs";
  private static final String CHANNEL = "channelId";
  private static final List<String> USUAL_MARKDOWN = List.of("fallback", "pretext", "text");

  private final SlackConfig config;
  private final ReceiverServices services;

  SlackReceiver(SlackConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, this::attempt);
  }

  private Delivery attempt(Attempt attempt) {
    attempt.limit(config.timeout());
    Map<String, String> headers = config.appToken().map(token -> Map.of("Authorization", "Bearer " + attempt.reveal(token))).orElse(Map.of());
    URI url = config.appToken().isPresent() ? attempt.url("app_url", config.appUrl()) : attempt.secretUrl("api_url", config.apiUrl().orElseThrow());
    Map<String, String> data = attempt.notification().data();
    String timeStamp = config.updatesMessage() ? data.getOrDefault(TIME_STAMP, "") : "";
    String channel = data.getOrDefault(CHANNEL, "");
    boolean update = !timeStamp.isEmpty() && !channel.isEmpty();
    JsonObject message = Json.object()
        .putUnlessEmpty("channel", update ? channel : attempt.address(config.fields(), "channel"))
        .putUnlessEmpty("ts", update ? timeStamp : "")
        .putUnlessEmpty("username", attempt.detail(config.fields(), "username"))
        .putUnlessEmpty("icon_emoji", attempt.detail(config.fields(), "icon_emoji"))
        .putUnlessEmpty("icon_url", attempt.detail(config.fields(), "icon_url"))
        .putUnlessEmpty("link_names", config.linkNames())
        .putUnlessEmpty("text", attempt.content(config.fields(), "message_text"))
        .put("attachments", List.of(attachment(attempt)));
    // the sibling of chat.postMessage, also behind a proxy's or a test's address
    URI target = update ? url.resolve(UPDATE) : url;
    return outcome(attempt.postJson(config.options().http(), target, headers, message.build()), data);
  }

  private Map<String, Object> attachment(Attempt attempt) {
    return Json.object()
        .putUnlessEmpty("title", attempt.cut("title", attempt.subject(config.fields(), "title"), TITLE_MOST))
        .putUnlessEmpty("title_link", attempt.detail(config.fields(), "title_link"))
        .putUnlessEmpty("pretext", attempt.content(config.fields(), "pretext"))
        .put("text", attempt.content(config.fields(), "text"))
        .put("fallback", attempt.subject(config.fields(), "fallback"))
        .put("callback_id", attempt.detail(config.fields(), "callback_id"))
        .putUnlessEmpty("fields", config.attachmentFields().stream().map(field -> Json.object()
            .putUnlessEmpty("title", attempt.detail("fields.title", field.title()))
            .putUnlessEmpty("value", attempt.detail("fields.value", field.value()))
            .put("short", field.isShort().orElse(config.shortFields())).build()).toList())
        .putUnlessEmpty("actions", config.actions().stream().map(action -> action(attempt, action)).toList())
        .putUnlessEmpty("image_url", attempt.detail(config.fields(), "image_url"))
        .putUnlessEmpty("thumb_url", attempt.detail(config.fields(), "thumb_url"))
        .put("footer", attempt.detail(config.fields(), "footer"))
        .putUnlessEmpty("color", attempt.detail(config.fields(), "color"))
        .putUnlessEmpty("mrkdwn_in", config.markdownIn().isEmpty() ? USUAL_MARKDOWN : config.markdownIn())
        .build();
  }

  private static Map<String, Object> action(Attempt attempt, SlackAction action) {
    JsonObject object = Json.object();
    action.fields().texts().forEach((key, text) -> object.putUnlessEmpty(key, attempt.detail("actions." + key, text)));
    action.confirm().ifPresent(confirm -> {
      JsonObject question = Json.object();
      confirm.texts().forEach((key, text) -> question.putUnlessEmpty(key, attempt.detail("actions.confirm." + key, text)));
      object.put("confirm", question.build());
    });
    return object.build();
  }

  /** Slack says what went wrong in answers of status 200 as well. */
  private Delivery outcome(Reply reply, Map<String, String> known) {
    if (reply.status() / 100 != 2) {
      return RetryTable.SERVER_ERRORS.outcome(reply);
    }
    if (!reply.header("Content-Type").startsWith("application/json")) {
      String text = reply.body().strip();
      return text.equals("ok") ? Delivery.Delivered.saying("ok") : new Delivery.Refused(Failure.CLIENT_ERROR, "Slack answered: " + RetryTable.said(reply));
    }
    Optional<Map<String, Object>> body = Json.parseObject(reply.body());
    if (body.isEmpty()) {
      return new Delivery.Retriable(Failure.CLIENT_ERROR, "Slack's answer is no JSON object: " + RetryTable.said(reply));
    }
    if (!Boolean.TRUE.equals(body.get().get("ok"))) {
      return new Delivery.Refused(Failure.CLIENT_ERROR, "Slack answered: " + Json.string(body.get(), "error"));
    }
    String timeStamp = Json.string(body.get(), "ts");
    String channel = Json.string(body.get(), "channel");
    boolean remember = config.updatesMessage() && !timeStamp.isEmpty() && !channel.isEmpty();
    return new Delivery.Delivered(remember ? Map.of(TIME_STAMP, timeStamp, CHANNEL, channel) : config.updatesMessage() ? known : Map.of(), "ok");
  }
}
