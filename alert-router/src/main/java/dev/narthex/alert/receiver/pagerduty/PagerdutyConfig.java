package dev.narthex.alert.receiver.pagerduty;

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
import dev.narthex.alert.receiver.send.Tree;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code pagerduty_configs}.
 *
 * @param serviceKey of version 1; wins over the routing key, as with Alertmanager
 * @param routingKey of version 2
 * @param details besides what is always told
 */
public record PagerdutyConfig(
    SendOptions options, Optional<Secret> serviceKey, Optional<Secret> routingKey, String url, Fields fields, Tree details, List<Fields> images, List<Fields> links, Duration timeout)
    implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "client", call("pagerduty.default.client"),
      "client_url", call("pagerduty.default.clientURL"),
      "description", call("pagerduty.default.description"),
      "source", "",
      "severity", "error",
      "class", "",
      "component", "",
      "group", "");

  /** Details that stand there unless the file has its own of the same name. */
  static final Map<String, String> USUAL_DETAILS = Map.of(
      "firing", "{{ .Alerts.Firing | toJson }}",
      "resolved", "{{ .Alerts.Resolved | toJson }}",
      "num_firing", "{{ .Alerts.Firing | len }}",
      "num_resolved", "{{ .Alerts.Resolved | len }}");

  private static final FieldTable IMAGE = FieldTable.of("src", "", "alt", "", "href", "");
  private static final FieldTable LINK = FieldTable.of("href", "", "text", "");

  public static PagerdutyConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    Optional<Secret> serviceKey = entry.secret("service_key");
    Optional<Secret> routingKey = entry.secret("routing_key");
    if (serviceKey.isEmpty() && routingKey.isEmpty()) {
      throw entry.error("routing_key", "PagerDuty needs \"routing_key\" (or \"service_key\" for version 1)");
    }
    Map<String, Object> details = new TreeMap<>(USUAL_DETAILS);
    keys.node("details").map(Tree::of).ifPresent(tree -> {
      if (!(tree.root() instanceof Map<?, ?> own)) {
        throw entry.error("details", "details must be a mapping");
      }
      own.forEach((name, value) -> details.put(String.valueOf(name), value));
    });
    Fields fields = TABLE.read(entry);
    if (fields.isEmpty("source")) {
      fields = fields.with("source", fields.get("client"));
    }
    if (fields.isEmpty("severity")) {
      fields = fields.with("severity", "error");
    }
    return new PagerdutyConfig(entry.options(Dedup.Resolved.SENT), serviceKey, routingKey, entry.requiredUrl("url", "pagerduty_url"), fields, new Tree(details),
        keys.mappings("images", r -> IMAGE.read(new Entry(r, global))), keys.mappings("links", r -> LINK.read(new Entry(r, global))), entry.duration("timeout"));
  }

  @Override
  public String kind() {
    return "pagerduty";
  }

  @Override
  public String identity() {
    String key = serviceKey.or(() -> routingKey).filter(Secret.Reference.class::isInstance).map(Secret::toString).orElse("");
    return (serviceKey.isPresent() ? "v1 " : "v2 ") + Printed.place(url) + " " + key;
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).secret("service_key", serviceKey).secret("routing_key", routingKey).put("url", url).fields(fields).put("details", details.root())
        .put("images", images.stream().map(i -> Printed.part().fields(i).build()).toList()).put("links", links.stream().map(l -> Printed.part().fields(l).build()).toList())
        .timeout(timeout).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new PagerdutyReceiver(this, services);
  }
}
