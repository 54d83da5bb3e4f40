package dev.narthex.yaml;

import java.util.List;

/** A node of a YAML document. Immutable; an aliased node is the same object in each place. */
public sealed interface YamlNode {
  Position position();

  /** What the node is, for messages. */
  default String kind() {
    return switch (this) {
      case Scalar s -> s.isNull() ? "nothing" : "a single value";
      case Sequence _ -> "a list";
      case Mapping _ -> "a mapping";
    };
  }

  /**
   * A single value as text.
   *
   * @param plain written without quotes, so that {@code null} and {@code ~} mean nothing
   */
  record Scalar(Position position, String text, boolean plain) implements YamlNode {
    public boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null") || text.equals("Null") || text.equals("NULL"));
    }
  }

  record Sequence(Position position, List<YamlNode> items) implements YamlNode {}

  /** Entries in the order of the file; keys are unique. */
  record Mapping(Position position, List<Entry> entries) implements YamlNode {}

  /** One key of a mapping and its value; {@code position} is the key's. */
  record Entry(Position position, String key, YamlNode value) {}
}
