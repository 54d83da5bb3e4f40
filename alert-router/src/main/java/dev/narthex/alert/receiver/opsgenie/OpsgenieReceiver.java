package dev.narthex.alert.receiver.opsgenie;

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
import dev.narthex.alert.receiver.send.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Creates an alert whose alias is the hash of the group key, and closes it. */
final class OpsgenieReceiver implements Receiver {
  private static final int MESSAGE_MOST = 130;
  private static final String BY_ALIAS = "?identifierType=alias";

  private final OpsgenieConfig config;
  private final ReceiverServices services;

  OpsgenieReceiver(OpsgenieConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      String alias = notification.groupKeyHash();
      Map<String, String> headers = Map.of("Authorization", "GenieKey " + attempt.secretText("api_key", config.apiKey()));
      if (notification.status().equals("resolved")) {
        return send(attempt, headers, "POST", "v2/alerts/" + alias + "/close" + BY_ALIAS, Json.object().put("source", attempt.detail(config.fields(), "source")).build());
      }
      String message = attempt.cut("message", attempt.subject(config.fields(), "message"), MESSAGE_MOST);
      String description = attempt.content(config.fields(), "description");
      Delivery created = send(attempt, headers, "POST", "v2/alerts", alert(attempt, alias, message, description));
      if (!config.updatesAlerts() || !(created instanceof Delivery.Delivered)) {
        return created;
      }
      Delivery messageSent = send(attempt, headers, "PUT", "v2/alerts/" + alias + "/message" + BY_ALIAS, Json.object().putUnlessEmpty("message", message).build());
      return messageSent instanceof Delivery.Delivered
          ? send(attempt, headers, "PUT", "v2/alerts/" + alias + "/description" + BY_ALIAS, Json.object().putUnlessEmpty("description", description).build())
          : messageSent;
    });
  }

  private Delivery send(Attempt attempt, Map<String, String> headers, String method, String path, Map<String, Object> body) {
    Reply reply = attempt.sendJson(method, config.options().http(), attempt.url("api_url", Words.withSlash(config.apiUrl()) + path), headers, body);
    return RetryTable.WITH_RATE_LIMIT.outcome(reply);
  }

  private Map<String, Object> alert(Attempt attempt, String alias, String message, String description) {
    Map<String, String> details = new TreeMap<>(attempt.data().commonLabels().toMap());
    details.putAll(attempt.details("details", config.details()));
    Fields fields = config.fields();
    return Json.object()
        .put("alias", alias)
        .put("message", message)
        .putUnlessEmpty("description", description)
        .put("details", details)
        .put("source", attempt.detail(fields, "source"))
        .putUnlessEmpty("responders", responders(attempt))
        .putUnlessEmpty("tags", Words.commaSeparated(attempt.detail(fields, "tags")))
        .putUnlessEmpty("note", attempt.detail(fields, "note"))
        .putUnlessEmpty("priority", attempt.detail(fields, "priority"))
        .putUnlessEmpty("entity", attempt.detail(fields, "entity"))
        .putUnlessEmpty("actions", Words.commaSeparated(attempt.detail(fields, "actions")))
        .build();
  }

  /** A responder that expands to nothing is left out, so that they can come from labels; {@code teams} names several. */
  private List<Map<String, Object>> responders(Attempt attempt) {
    List<Map<String, Object>> sent = new ArrayList<>();
    for (Fields responder : config.responders()) {
      String name = attempt.detail("responders.name", responder.get("name"));
      String type = attempt.detail("responders.type", responder.get("type"));
      JsonObject object = Json.object()
          .putUnlessEmpty("id", attempt.detail("responders.id", responder.get("id")))
          .putUnlessEmpty("name", name)
          .putUnlessEmpty("username", attempt.detail("responders.username", responder.get("username")));
      if (type.equals("teams")) {
        Words.commaSeparated(name).forEach(team -> sent.add(Json.object().put("name", team).put("type", "team").build()));
      } else if (!object.build().isEmpty()) {
        sent.add(object.put("type", type).build());
      }
    }
    return sent;
  }
}
