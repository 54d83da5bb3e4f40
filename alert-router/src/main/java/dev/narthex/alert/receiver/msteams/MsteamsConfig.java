package dev.narthex.alert.receiver.msteams;

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
import java.util.Map;
import java.util.Optional;

/** {@code msteams_configs}. */
public record MsteamsConfig(SendOptions options, Secret webhookUrl, Fields fields) implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "title", call("msteams.default.title"),
      "summary", call("msteams.default.summary"),
      "text", call("msteams.default.text"));

  public static MsteamsConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    return new MsteamsConfig(entry.options(Dedup.Resolved.SENT), entry.required("webhook_url", entry.secretUrl("webhook_url")), TABLE.read(entry));
  }

  @Override
  public String kind() {
    return "msteams";
  }

  @Override
  public String identity() {
    return Printed.place(webhookUrl);
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).secret("webhook_url", Optional.of(webhookUrl)).fields(fields).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new MsteamsReceiver(this, services);
  }
}
