package dev.narthex.alert.receiver.pushover;

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
import dev.narthex.model.PromDuration;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code pushover_configs}.
 *
 * @param style how the message is shown
 * @param retry how often an emergency is repeated to the user
 * @param expire when an emergency stops to be repeated
 * @param ttl after which the message is deleted; zero = never
 */
public record PushoverConfig(SendOptions options, Secret userKey, Secret token, Fields fields, Style style, Duration retry, Duration expire, Duration ttl) implements HttpIntegrationConfig {
  /** How the message is shown. */
  public enum Style {
    PLAIN,
    HTML,
    MONOSPACE
  }

  public static final FieldTable TABLE = FieldTable.of(
      "title", call("pushover.default.title"),
      "message", call("pushover.default.message"),
      "url", call("pushover.default.url"),
      "url_title", "",
      "device", "",
      "sound", "",
      "priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}");

  public static PushoverConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    boolean html = entry.flag("html");
    boolean monospace = entry.flag("monospace");
    if (html && monospace) {
      throw entry.error("monospace", "at most one of html and monospace may be true");
    }
    return new PushoverConfig(entry.options(Dedup.Resolved.SENT), entry.required("user_key", entry.secret("user_key")), entry.required("token", entry.secret("token")), TABLE.read(entry),
        html ? Style.HTML : monospace ? Style.MONOSPACE : Style.PLAIN, duration(entry, "retry", Duration.ofMinutes(1)), duration(entry, "expire", Duration.ofHours(1)), entry.duration("ttl"));
  }

  private static Duration duration(Entry entry, String key, Duration byDefault) {
    return entry.keys().duration(key).map(d -> Duration.ofMillis(d.millis())).orElse(byDefault);
  }

  @Override
  public String kind() {
    return "pushover";
  }

  @Override
  public String identity() {
    return (userKey instanceof Secret.Reference r ? r.reference() : "") + " " + fields.get("device");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).secret("user_key", Optional.of(userKey)).secret("token", Optional.of(token)).fields(fields).flag("html", style == Style.HTML)
        .flag("monospace", style == Style.MONOSPACE).put("retry", printed(retry)).put("expire", printed(expire)).put("ttl", printed(ttl)).build();
  }

  private static String printed(Duration duration) {
    return new PromDuration(duration.toMillis()).toString();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new PushoverReceiver(this, services);
  }
}
