package dev.narthex.alert.receiver.pushover;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.receiver.send.Words;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** Posts a form. Unlike Alertmanager, which puts everything into the URL: there, keys would end up in logs of proxies. */
final class PushoverReceiver implements Receiver {
  private static final URI MESSAGES = URI.create("https://api.pushover.net/1/messages.json");
  private static final int TITLE_MOST = 250;
  private static final int MESSAGE_MOST = 1024;
  private static final int URL_MOST = 512;

  private final PushoverConfig config;
  private final ReceiverServices services;

  PushoverReceiver(PushoverConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification,
        attempt -> RetryTable.SERVER_ERRORS.outcome(attempt.send("POST", config.options().http(), MESSAGES, Map.of(), "application/x-www-form-urlencoded", Words.form(form(attempt)))));
  }

  private Map<String, String> form(Attempt attempt) {
    Fields fields = config.fields();
    Map<String, String> form = new TreeMap<>();
    form.put("token", attempt.secretText("token", config.token()));
    form.put("user", attempt.secretText("user_key", config.userKey()));
    form.put("title", attempt.cut("title", attempt.subject(fields, "title"), TITLE_MOST));
    String message = config.style() == PushoverConfig.Style.HTML ? attempt.html("message", fields.get("message")) : attempt.content(fields, "message");
    String cut = attempt.cut("message", message, MESSAGE_MOST).strip();
    form.put("message", cut.isEmpty() ? "(no details)" : cut); // an empty message is refused
    form.put("url", attempt.cut("url", attempt.detail(fields, "url"), URL_MOST));
    form.put("url_title", attempt.detail(fields, "url_title"));
    form.put("priority", attempt.detail(fields, "priority"));
    form.put("device", attempt.detail(fields, "device"));
    form.put("sound", attempt.detail(fields, "sound"));
    form.put("retry", String.valueOf(config.retry().toSeconds()));
    form.put("expire", String.valueOf(config.expire().toSeconds()));
    if (config.ttl().toSeconds() > 0) {
      form.put("ttl", String.valueOf(config.ttl().toSeconds()));
    }
    switch (config.style()) {
      case HTML -> form.put("html", "1");
      case MONOSPACE -> form.put("monospace", "1");
      case PLAIN -> { }
    }
    return form;
  }
}
