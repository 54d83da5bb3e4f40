package dev.narthex.alert.receiver.wechat;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Delivery.Failure;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.http.HttpTransport.Reply;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.receiver.send.Stopped;
import dev.narthex.alert.receiver.send.Words;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** Sends a message with an access token that is kept for two hours, or until WeChat says that it is over. */
final class WechatReceiver implements Receiver {
  private static final Duration TOKEN_KEPT = Duration.ofHours(2);
  private static final long TOKEN_EXPIRED = 42_001;

  private record Token(String value, Instant fetchedAt) {}

  private final WechatConfig config;
  private final ReceiverServices services;
  private final AtomicReference<Optional<Token>> held = new AtomicReference<>(Optional.empty());

  WechatReceiver(WechatConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      String token = attempt.hide(token(attempt));
      URI url = attempt.url("api_url", Words.withSlash(config.apiUrl()) + "message/send?" + Words.form(Map.of("access_token", token)));
      return outcome(attempt.postJson(config.options().http(), url, Map.of(), message(attempt)));
    });
  }

  private String token(Attempt attempt) {
    Instant now = services.clock().instant();
    Optional<Token> known = held.get().filter(token -> now.isBefore(token.fetchedAt.plus(TOKEN_KEPT)));
    if (known.isPresent()) {
      return known.get().value;
    }
    Map<String, String> query = new TreeMap<>(Map.of("corpid", attempt.address("corp_id", config.corpId()), "corpsecret", attempt.secretText("api_secret", config.apiSecret())));
    URI url = attempt.url("api_url", Words.withSlash(config.apiUrl()) + "gettoken?" + Words.form(query));
    Reply reply = attempt.send("GET", config.options().http(), url, Map.of(), "", "");
    if (reply.status() != 200) {
      throw new Stopped(again(reply));
    }
    String token = Json.parseObject(reply.body()).map(body -> Json.string(body, "access_token")).orElse("");
    if (token.isEmpty()) {
      throw new Stopped(new Delivery.Refused(Failure.AUTH_ERROR, "WeChat gave no token for corporation " + config.corpId() + ": " + RetryTable.said(reply)));
    }
    held.set(Optional.of(new Token(token, now)));
    return token;
  }

  private Map<String, Object> message(Attempt attempt) {
    Map<String, Object> content = Json.object().put("content", attempt.content(config.fields(), "message")).build();
    return Json.object()
        .put(config.messageType(), content)
        .putUnlessEmpty("touser", attempt.address(config.fields(), "to_user"))
        .putUnlessEmpty("toparty", attempt.address(config.fields(), "to_party"))
        .putUnlessEmpty("totag", attempt.address(config.fields(), "to_tag"))
        .putUnlessEmpty("agentid", attempt.address(config.fields(), "agent_id"))
        .put("safe", "0")
        .put("msgtype", config.messageType())
        .build();
  }

  private static Delivery again(Reply reply) {
    return new Delivery.Retriable(Failure.ofStatus(reply.status()), "the receiver answered HTTP status " + reply.status() + ": " + RetryTable.said(reply));
  }

  private Delivery outcome(Reply reply) {
    if (reply.status() != 200) {
      return again(reply);
    }
    Optional<Map<String, Object>> body = Json.parseObject(reply.body());
    if (body.isEmpty() || !(body.get().getOrDefault("errcode", 0L) instanceof Long code)) {
      return new Delivery.Retriable(Failure.OTHER, "WeChat's answer cannot be read: " + RetryTable.said(reply));
    }
    if (code == 0) {
      return Delivery.Delivered.saying(RetryTable.said(reply));
    }
    String text = "WeChat answered error " + code + ": " + Json.string(body.get(), "errmsg");
    if (code == TOKEN_EXPIRED) {
      held.set(Optional.empty());
      return new Delivery.Retriable(Failure.AUTH_ERROR, text);
    }
    return new Delivery.Refused(Failure.CLIENT_ERROR, text);
  }
}
