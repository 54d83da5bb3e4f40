package dev.narthex.alert.receiver.opsgenie;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code opsgenie_configs}.
 *
 * @param details besides the labels that all alerts share; templates by name
 * @param responders {@code id}, {@code name}, {@code username}, {@code type}, all templates
 * @param updatesAlerts whether message and description of an open alert follow the notifications
 */
public record OpsgenieConfig(SendOptions options, Secret apiKey, String apiUrl, Fields fields, Map<String, String> details, List<Fields> responders, boolean updatesAlerts) implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "message", call("opsgenie.default.message"),
      "description", call("opsgenie.default.description"),
      "source", call("opsgenie.default.source"),
      "entity", "",
      "actions", "",
      "tags", "",
      "note", "",
      "priority", "");

  private static final FieldTable RESPONDER = FieldTable.of("id", "", "name", "", "username", "", "type", "");
  private static final Set<String> RESPONDER_TYPES = Set.of("team", "teams", "user", "escalation", "schedule");

  public static OpsgenieConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    Secret apiKey = entry.secret("api_key", "opsgenie_api_key")
        .orElseThrow(() -> entry.error("api_key", "no Opsgenie API key: give \"api_key\" here or \"opsgenie_api_key\" in global"));
    return new OpsgenieConfig(entry.options(Dedup.Resolved.SENT), apiKey, entry.requiredUrl("api_url", "opsgenie_api_url"), TABLE.read(entry), keys.stringMap("details"),
        keys.mappings("responders", r -> responder(r, global)), entry.flag("update_alerts"));
  }

  private static Fields responder(MappingReader r, GlobalConfig global) {
    Fields fields = RESPONDER.read(new Entry(r, global));
    if (fields.isEmpty("id") && fields.isEmpty("name") && fields.isEmpty("username")) {
      throw r.error("type", "a responder needs \"id\", \"name\" or \"username\"");
    }
    String type = fields.get("type");
    if (type.contains("{{")) {
      return fields;
    }
    String lower = type.toLowerCase(Locale.ROOT);
    if (!RESPONDER_TYPES.contains(lower)) {
      throw r.error("type", "the type of a responder is team, teams, user, escalation or schedule");
    }
    return fields.with("type", lower);
  }

  @Override
  public String kind() {
    return "opsgenie";
  }

  @Override
  public String identity() {
    return Printed.place(apiUrl) + (apiKey instanceof Secret.Reference r ? " " + r.reference() : "");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).secret("api_key", Optional.of(apiKey)).put("api_url", apiUrl).fields(fields).put("details", details)
        .put("responders", responders.stream().map(r -> Printed.part().fields(r).build()).toList()).flag("update_alerts", updatesAlerts).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new OpsgenieReceiver(this, services);
  }
}
