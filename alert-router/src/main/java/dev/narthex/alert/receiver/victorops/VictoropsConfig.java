package dev.narthex.alert.receiver.victorops;

import static dev.narthex.alert.receiver.entry.FieldTable.call;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.FieldTable;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.entry.HttpIntegrationConfig;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.alert.receiver.entry.SendOptions;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code victorops_configs}.
 *
 * @param customFields templates by name
 */
public record VictoropsConfig(SendOptions options, Secret apiKey, String apiUrl, Fields fields, Map<String, String> customFields) implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "routing_key", "",
      "message_type", "CRITICAL",
      "state_message", call("victorops.default.state_message"),
      "entity_display_name", call("victorops.default.entity_display_name"),
      "monitoring_tool", call("victorops.default.monitoring_tool"));

  private static final List<String> RESERVED = List.of("routing_key", "message_type", "state_message", "entity_display_name", "monitoring_tool", "entity_id", "entity_state");

  public static VictoropsConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    keys.required("routing_key");
    Secret apiKey = entry.secret("api_key", "victorops_api_key")
        .orElseThrow(() -> entry.error("api_key", "no VictorOps API key: give \"api_key\" here or \"victorops_api_key\" in global"));
    Map<String, String> custom = keys.stringMap("custom_fields");
    RESERVED.stream().filter(custom::containsKey).findFirst().ifPresent(name -> {
      throw entry.error("custom_fields", "custom_fields cannot hold \"" + name + "\": it is a field of its own");
    });
    return new VictoropsConfig(entry.options(Dedup.Resolved.SENT), apiKey, entry.requiredUrl("api_url", "victorops_api_url"), TABLE.read(entry), custom);
  }

  @Override
  public String kind() {
    return "victorops";
  }

  @Override
  public String identity() {
    return Printed.place(apiUrl) + " " + fields.get("routing_key");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).secret("api_key", Optional.of(apiKey)).put("api_url", apiUrl).fields(fields).put("custom_fields", customFields).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new VictoropsReceiver(this, services);
  }
}
