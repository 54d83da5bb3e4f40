package dev.narthex.alert.receiver.jira;

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
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code jira_configs}.
 *
 * @param labels templates; the label that finds the issue again comes on top
 * @param reopenDuration how long after its end an issue is opened again instead of a new one; zero = never
 * @param customFields other fields of the issue, by their name in Jira
 */
public record JiraConfig(
    SendOptions options, String apiUrl, ApiType apiType, Fields fields, Text summary, Text description, List<String> labels, Duration reopenDuration, Tree customFields)
    implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "project", "",
      "issue_type", "",
      "priority", call("jira.default.priority"),
      "reopen_transition", "",
      "resolve_transition", "",
      "wont_fix_resolution", "");

  /** Which search Jira offers. */
  public enum ApiType {
    /** By the host: that of {@code atlassian.net} is the cloud. */
    AUTO,
    CLOUD,
    DATACENTER
  }

  /** Whether a later notification changes a text of the issue. */
  public enum Update {
    CHANGED,
    KEPT
  }

  /** A text of the issue; in the file a template alone, or {@code template} and {@code enable_update}. */
  public record Text(String template, Update update) {
    static Text read(Entry entry, String key, String byDefault) {
      Optional<YamlNode> node = entry.keys().node(key);
      if (node.isPresent() && node.get() instanceof YamlNode.Mapping) {
        return MappingReader.read(node.get(), key, r -> new Text(r.string("template").orElse(byDefault), r.bool("enable_update").orElse(true) ? Update.CHANGED : Update.KEPT));
      }
      return new Text(entry.text(key, byDefault), Update.CHANGED);
    }

    Map<String, Object> toYaml() {
      return Printed.part().keep("template", template).put("enable_update", update == Update.CHANGED).build();
    }
  }

  public static JiraConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    keys.required("project");
    keys.required("issue_type");
    ApiType type = keys.parsed("api_type", word -> switch (word) {
      case "auto" -> ApiType.AUTO;
      case "cloud" -> ApiType.CLOUD;
      case "datacenter" -> ApiType.DATACENTER;
      default -> throw new IllegalArgumentException("it is auto, cloud or datacenter");
    }).orElse(ApiType.AUTO);
    Tree fields = keys.node("fields").map(Tree::of).orElse(Tree.EMPTY);
    if (!(fields.root() instanceof Map)) {
      throw entry.error("fields", "fields must be a mapping");
    }
    return new JiraConfig(entry.options(Dedup.Resolved.SENT), entry.requiredUrl("api_url", "jira_api_url"), type, TABLE.read(entry), Text.read(entry, "summary", call("jira.default.summary")),
        Text.read(entry, "description", call("jira.default.description")), keys.strings("labels"), entry.duration("reopen_duration"), fields);
  }

  @Override
  public String kind() {
    return "jira";
  }

  @Override
  public String identity() {
    return Printed.place(apiUrl) + " " + fields.get("project") + " " + fields.get("issue_type");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).put("api_url", apiUrl).put("api_type", apiType.name().toLowerCase(java.util.Locale.ROOT)).fields(fields).put("summary", summary.toYaml())
        .put("description", description.toYaml()).put("labels", labels).put("reopen_duration", new PromDuration(reopenDuration.toMillis()).toString()).put("fields", customFields.root()).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new JiraReceiver(this, services);
  }
}
