package dev.narthex.alert.receiver.msteamsv2;

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

/** {@code msteamsv2_configs}. */
public record Msteamsv2Config(SendOptions options, Secret webhookUrl, Fields fields) implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "title", call("msteamsv2.default.title"),
      "text", call("msteamsv2.default.text"));

  public static Msteamsv2Config read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    return new Msteamsv2Config(entry.optionsWithGlobalProxy(Dedup.Resolved.SENT), entry.required("webhook_url", entry.secretUrl("webhook_url")), TABLE.read(entry));
  }

  @Override
  public String kind() {
    return "msteamsv2";
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
    return new Msteamsv2Receiver(this, services);
  }
}
