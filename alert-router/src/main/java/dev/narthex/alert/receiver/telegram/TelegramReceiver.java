package dev.narthex.alert.receiver.telegram;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.http.HttpTransport.Reply;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.receiver.send.Stopped;
import dev.narthex.alert.receiver.send.Truncation;
import dev.narthex.alert.template.PlainText;
import dev.narthex.secret.Secret;
import java.net.URI;
import java.util.Map;

/** Calls {@code sendMessage} of the bot API. Every failure may be tried again, as with Alertmanager. */
final class TelegramReceiver implements Receiver {
  private static final int MESSAGE_MOST = 4096;
  private static final int SUBJECT_MOST = 1000;

  private final TelegramConfig config;
  private final ReceiverServices services;

  TelegramReceiver(TelegramConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      String token = attempt.reveal(config.botToken());
      URI url = attempt.url("api_url", withoutSlash(config.apiUrl()) + "/bot" + token + "/sendMessage");
      Map<String, Object> body = Json.object()
          .put("chat_id", chat(attempt))
          .put("text", text(attempt))
          .putUnlessEmpty("parse_mode", config.parseMode())
          .putUnlessEmpty("message_thread_id", config.messageThreadId())
          .putUnlessEmpty("disable_notification", config.silent())
          .put("disable_web_page_preview", true)
          .build();
      return outcome(attempt.postJson(config.options().http(), url, Map.of(), body));
    });
  }

  private long chat(Attempt attempt) {
    String id = switch (config.chatId()) {
      case Secret.Inline inline -> inline.value();
      case Secret.Reference reference -> attempt.reveal(reference);
    };
    try {
      return Long.parseLong(id.strip());
    } catch (NumberFormatException e) {
      throw new Stopped(new Delivery.Retriable(Delivery.Failure.OTHER, "the file of chat_id holds no number"));
    }
  }

  /** HTML cannot be cut without breaking its tags, so what is too long is replaced by a summary. */
  private String text(Attempt attempt) {
    if (!config.parseMode().equals("HTML")) {
      return attempt.cut("message", attempt.content("message", config.message()), MESSAGE_MOST);
    }
    String html = attempt.html("message", config.message());
    if (html.codePointCount(0, html.length()) <= MESSAGE_MOST) {
      return html;
    }
    attempt.note("message was replaced by a summary, because it exceeds Telegram's limit of " + MESSAGE_MOST + " characters");
    String subject = Truncation.codePoints(PlainText.subject(attempt.data()), SUBJECT_MOST).text();
    return subject.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "\n(The whole text exceeds Telegram's limit; shorten the template of the message.)";
  }

  private static Delivery outcome(Reply reply) {
    Delivery outcome = RetryTable.SERVER_ERRORS.outcome(reply);
    return outcome instanceof Delivery.Refused refused ? new Delivery.Retriable(refused.reason(), refused.text()) : outcome;
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
