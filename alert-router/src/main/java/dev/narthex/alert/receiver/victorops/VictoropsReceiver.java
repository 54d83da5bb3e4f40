package dev.narthex.alert.receiver.victorops;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.receiver.send.Words;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Posts an event for the entity whose id is the hash of the group key. */
final class VictoropsReceiver implements Receiver {
  private static final int MESSAGE_MOST = 20_480;
  private static final Set<String> FIRING_TYPES = Set.of("INFO", "WARNING", "CRITICAL");

  private final VictoropsConfig config;
  private final ReceiverServices services;

  VictoropsReceiver(VictoropsConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      String key = attempt.reveal(config.apiKey());
      String routingKey = attempt.address(config.fields(), "routing_key");
      URI url = attempt.url("api_url", Words.withSlash(config.apiUrl()) + Words.pathSegment(key) + "/" + Words.pathSegment(routingKey));
      return RetryTable.SERVER_ERRORS.outcome(attempt.postJson(config.options().http(), url, Map.of(), body(attempt)));
    });
  }

  private Map<String, String> body(Attempt attempt) {
    Map<String, String> body = new TreeMap<>(attempt.details("custom_fields", config.customFields()));
    body.put("message_type", type(attempt));
    body.put("entity_id", attempt.notification().groupKeyHash());
    body.put("entity_display_name", attempt.subject(config.fields(), "entity_display_name"));
    body.put("state_message", attempt.cut("state_message", attempt.content(config.fields(), "state_message"), MESSAGE_MOST));
    body.put("monitoring_tool", attempt.detail(config.fields(), "monitoring_tool"));
    return body;
  }

  private String type(Attempt attempt) {
    if (attempt.notification().status().equals("resolved")) {
      return "RECOVERY";
    }
    String type = attempt.detail(config.fields(), "message_type");
    return FIRING_TYPES.contains(type) ? type : "CRITICAL";
  }
}
