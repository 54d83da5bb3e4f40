package dev.narthex.alert.receiver.pagerduty;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.json.JsonObject;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.http.HttpTransport.Reply;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.receiver.send.Stopped;
import dev.narthex.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Triggers and resolves an incident under the hash of the group key. */
final class PagerdutyReceiver implements Receiver {
  private static final URI VERSION_1 = URI.create("https://events.pagerduty.com/generic/2010-04-15/create_event.json");
  private static final int SUMMARY_MOST = 1024;
  private static final int EVENT_BYTES = 512_000;
  /** Version 1 answers 403 to those who send too much. */
  private static final RetryTable VERSION_1_RETRIES = new RetryTable(Set.of(403));
  private static final Map<String, Object> DETAILS_TOO_LARGE = Map.of("error", "the details were left out because the event would exceed 512 kB");

  private final PagerdutyConfig config;
  private final ReceiverServices services;

  PagerdutyReceiver(PagerdutyConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      attempt.limit(config.timeout());
      String event = notification.status().equals("resolved") ? "resolve" : "trigger";
      return config.serviceKey().map(key -> version1(attempt, key, event)).orElseGet(() -> version2(attempt, config.routingKey().orElseThrow(), event));
    });
  }

  private Delivery version1(Attempt attempt, Secret serviceKey, String event) {
    boolean trigger = event.equals("trigger");
    String key = key(attempt, "service_key", serviceKey);
    String client = trigger ? attempt.detail(config.fields(), "client") : "";
    String clientUrl = trigger ? attempt.detail(config.fields(), "client_url") : "";
    String description = attempt.cut("description", attempt.subject(config.fields(), "description"), SUMMARY_MOST);
    Map<String, Object> body = withinLimit(attempt, details -> Json.object()
        .put("service_key", key)
        .put("incident_key", attempt.notification().groupKeyHash())
        .put("event_type", event)
        .putUnlessEmpty("description", description)
        .putUnlessEmpty("client", client)
        .putUnlessEmpty("client_url", clientUrl)
        .putUnlessEmpty("details", details)
        .build());
    return outcome(VERSION_1_RETRIES, attempt.postJson(config.options().http(), VERSION_1, Map.of(), body));
  }

  private Delivery version2(Attempt attempt, Secret routingKey, String event) {
    String key = key(attempt, "routing_key", routingKey);
    Fields fields = config.fields();
    String summary = attempt.cut("description", attempt.subject(fields, "description"), SUMMARY_MOST);
    JsonObject payload = Json.object()
        .put("summary", summary)
        .put("source", attempt.detail(fields, "source"))
        .put("severity", severity(attempt))
        .putUnlessEmpty("class", attempt.detail(fields, "class"))
        .putUnlessEmpty("component", attempt.detail(fields, "component"))
        .putUnlessEmpty("group", attempt.detail(fields, "group"));
    JsonObject message = Json.object()
        .put("routing_key", key)
        .put("dedup_key", attempt.notification().groupKeyHash())
        .put("event_action", event)
        .put("payload", payload.build())
        .putUnlessEmpty("client", attempt.detail(fields, "client"))
        .putUnlessEmpty("client_url", attempt.detail(fields, "client_url"))
        .putUnlessEmpty("images", parts(attempt, "images", config.images(), "src"))
        .putUnlessEmpty("links", parts(attempt, "links", config.links(), "href"));
    Map<String, Object> body = withinLimit(attempt, details -> {
      payload.putUnlessEmpty("custom_details", details);
      return message.build();
    });
    return outcome(RetryTable.WITH_RATE_LIMIT, attempt.postJson(config.options().http(), attempt.url("url", config.url()), Map.of(), body));
  }

  /** PagerDuty refuses an event of unknown severity, so a template that fails pages as an error. */
  private String severity(Attempt attempt) {
    String severity = attempt.detail(config.fields(), "severity");
    return severity.isEmpty() ? "error" : severity;
  }

  private String key(Attempt attempt, String name, Secret secret) {
    String key = attempt.secretText(name, secret);
    if (key.isEmpty()) {
      throw Stopped.refused(name + " is empty");
    }
    return key;
  }

  private static List<Map<String, Object>> parts(Attempt attempt, String name, List<Fields> parts, String needed) {
    List<Map<String, Object>> sent = new ArrayList<>();
    for (Fields part : parts) {
      JsonObject object = Json.object();
      part.texts().forEach((key, text) -> object.put(key, attempt.detail(name + "." + key, text)));
      if (!Json.string(object.build(), needed).isEmpty()) {
        sent.add(object.build());
      }
    }
    return sent;
  }

  private Map<String, Object> withinLimit(Attempt attempt, Function<Map<String, Object>, Map<String, Object>> message) {
    Map<String, Object> whole = message.apply(attempt.treeDetails("details", config.details()));
    if (Json.text(whole).getBytes(StandardCharsets.UTF_8).length + 1 <= EVENT_BYTES) {
      return whole;
    }
    attempt.note("the details were left out because the event would exceed 512 kB");
    return message.apply(DETAILS_TOO_LARGE);
  }

  /** PagerDuty explains status 400 in JSON. */
  private static Delivery outcome(RetryTable retries, Reply reply) {
    Delivery outcome = retries.outcome(reply);
    if (reply.status() != 400) {
      return outcome;
    }
    return Json.parseObject(reply.body()).<Delivery>map(body -> {
      String errors = body.get("errors") instanceof List<?> list ? String.join(", ", list.stream().map(String::valueOf).toList()) : "";
      return new Delivery.Refused(Delivery.Failure.CLIENT_ERROR, "the receiver answered HTTP status 400: " + Json.string(body, "message") + (errors.isEmpty() ? "" : ": " + errors));
    }).orElse(outcome);
  }
}
