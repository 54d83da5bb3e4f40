package dev.narthex.ingest.discovery;

import dev.narthex.model.Labels;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.util.ArrayList;
import java.util.List;

/** Reads the list that discovery files and HTTP endpoints give: {@code [{"targets": ["host:port"], "labels": {"name": "value"}}]}, JSON or YAML. */
final class GroupList {
  private GroupList() {}

  /** How a list is written. In JSON a number is no string: a target {@code 9100} is refused, as Prometheus does. */
  enum Notation {
    JSON,
    YAML;

    /** That of a file, by its name. */
    static Notation of(String file) {
      return file.endsWith(".json") ? JSON : YAML;
    }
  }

  /**
   * The groups, each with one more label.
   *
   * @throws ConfigException when the text is no such list
   */
  static List<TargetDiscovery.Group> parse(String source, String text, Notation notation, String metaLabel, String metaValue) {
    boolean json = notation == Notation.JSON || text.stripLeading().startsWith("[") || text.stripLeading().startsWith("{");
    YamlNode root = YamlParser.parse(source, json ? text.replace('\t', ' ') : text);
    if (root instanceof YamlNode.Mapping m && m.entries().isEmpty()) {
      return List.of();
    }
    if (!(root instanceof YamlNode.Sequence list)) {
      throw new ConfigException(root.position(), "here must be a list of target groups, but it is " + root.kind());
    }
    List<TargetDiscovery.Group> groups = new ArrayList<>();
    for (YamlNode item : list.items()) {
      groups.add(MappingReader.read(item, "target group", r -> {
        if (notation == Notation.JSON) {
          r.items("targets").forEach(target -> checkString(target, "a target"));
          r.entries("labels").forEach(label -> checkString(label.value(), "the value of label " + label.key()));
        }
        Labels labels = Labels.of(r.stringMap("labels")).with(metaLabel, metaValue);
        return TargetDiscovery.Group.ofAddresses(item.position().toString(), r.strings("targets"), labels);
      }));
    }
    return groups;
  }

  private static void checkString(YamlNode node, String what) {
    if (node instanceof YamlNode.Scalar scalar && scalar.plain() && !scalar.isNull()) {
      throw new ConfigException(node.position(), what + " must be a string, but here is " + scalar.text() + " without quotes");
    }
  }
}
