package dev.narthex.alert.receiver.webex;

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
import dev.narthex.yaml.MappingReader;
import java.util.Map;

/** {@code webex_configs}. The bot's token stands in {@code http_config.authorization}. */
public record WebexConfig(SendOptions options, String apiUrl, Fields fields) implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of("message", call("webex.default.message"), "room_id", "");

  public static WebexConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    keys.required("room_id");
    SendOptions options = entry.options(Dedup.Resolved.SENT);
    if (options.http().authorization().isEmpty()) {
      throw entry.error("http_config", "webex needs the bot's token in http_config.authorization");
    }
    return new WebexConfig(options, entry.requiredUrl("api_url", "webex_api_url"), TABLE.read(entry));
  }

  @Override
  public String kind() {
    return "webex";
  }

  @Override
  public String identity() {
    return Printed.place(apiUrl) + " " + fields.get("room_id");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).put("api_url", apiUrl).fields(fields).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new WebexReceiver(this, services);
  }
}
