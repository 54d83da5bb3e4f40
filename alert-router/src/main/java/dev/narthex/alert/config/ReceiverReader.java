package dev.narthex.alert.config;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ReceiverKind;
import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code receivers}: names, labels, and the lists of each kind. */
final class ReceiverReader {
  /** Every list that Alertmanager knows: what is not built is refused by its name instead of as a spelling mistake. */
  private static final List<String> KNOWN =
      List.of("discord_configs", "email_configs", "incidentio_configs", "jira_configs", "mattermost_configs", "msteams_configs", "msteamsv2_configs",
          "opsgenie_configs", "pagerduty_configs", "pushover_configs", "rocketchat_configs", "slack_configs", "sns_configs", "telegram_configs",
          "victorops_configs", "webex_configs", "webhook_configs", "wechat_configs");

  private final Map<String, ReceiverKind> kinds = new TreeMap<>();
  private final GlobalConfig global;

  ReceiverReader(List<ReceiverKind> kinds, GlobalConfig global) {
    kinds.forEach(kind -> this.kinds.put(kind.key(), kind));
    this.global = global;
  }

  List<ReceiverConfig> read(MappingReader r) {
    Set<String> names = new HashSet<>();
    return r.mappings("receivers", m -> {
      ReceiverConfig receiver = receiver(m);
      if (!names.add(receiver.name())) {
        throw m.error("name", "notification config name " + GoQuote.quote(receiver.name()) + " is not unique");
      }
      return receiver;
    });
  }

  private ReceiverConfig receiver(MappingReader r) {
    String name = r.string("name").orElse("");
    if (name.isEmpty()) {
      throw r.error("name", "missing name in receiver");
    }
    Map<String, String> labels = new TreeMap<>(r.stringMap("labels"));
    String named = labels.putIfAbsent("name", name);
    if (named != null && !named.equals(name)) {
      throw r.error("labels", "receiver label \"name\" must match receiver name " + GoQuote.quote(name) + ", got " + GoQuote.quote(named));
    }
    for (String key : KNOWN) {
      if (!kinds.containsKey(key) && r.has(key)) {
        throw r.error(key, key + " is not built in this version; remove it or use another receiver");
      }
    }
    Map<String, List<IntegrationConfig>> integrations = new TreeMap<>();
    kinds.forEach((key, kind) -> {
      List<IntegrationConfig> list = new ArrayList<>();
      for (YamlNode item : r.items(key)) {
        if (item instanceof YamlNode.Scalar s && s.isNull()) {
          throw new ConfigException(item.position(), "missing " + key.substring(0, key.length() - "_configs".length()) + " config on receiver " + GoQuote.quote(name));
        }
        list.add(MappingReader.read(item, key, m -> kind.read(m, global)));
      }
      if (!list.isEmpty()) {
        integrations.put(key, List.copyOf(list));
      }
    });
    return new ReceiverConfig(name, Labels.of(labels), integrations);
  }

  static Map<String, Object> toYaml(ReceiverConfig receiver) {
    YamlTree tree = new YamlTree().put("name", receiver.name());
    Labels own = receiver.labels().without("name");
    if (!own.isEmpty()) {
      tree.put("labels", own.toMap());
    }
    receiver.integrations().forEach((key, list) -> tree.put(key, list.stream().map(IntegrationConfig::toYaml).toList()));
    return tree.build();
  }
}
