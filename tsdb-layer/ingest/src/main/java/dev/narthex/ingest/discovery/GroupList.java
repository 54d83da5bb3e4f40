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

  /**
   * The groups, each with one more label.
   *
   * @throws ConfigException when the text is no such list
   */
  static List<TargetDiscovery.Group> parse(String source, String text, String metaLabel, String metaValue) {
    boolean json = text.stripLeading().startsWith("[") || text.stripLeading().startsWith("{");
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
        Labels labels = Labels.of(r.stringMap("labels")).with(metaLabel, metaValue);
        return TargetDiscovery.Group.ofAddresses(item.position().toString(), r.strings("targets"), labels);
      }));
    }
    return groups;
  }
}
