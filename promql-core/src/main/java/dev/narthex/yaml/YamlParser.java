package dev.narthex.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns one YAML document into nodes. Bounds: 16 MiB of text, 64 levels, a million nodes counted with every alias expanded. Keys are plain strings and unique;
 * {@code <<} merges mappings (own keys win, as in Go's YAML). Tags other than YAML's own are refused.
 */
public final class YamlParser {
  private static final int MAX_CHARACTERS = 16 << 20;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 1_000_000;
  private static final String TAG_PREFIX = "tag:yaml.org,2002:";
  private static final Set<String> KNOWN_TAGS = Set.of("str", "int", "float", "bool", "null", "map", "seq", "merge");

  private final String file;
  private final Iterator<Event> events;
  private final Map<Anchor, YamlNode> anchors = new HashMap<>();
  private final Map<Anchor, Integer> anchorWeights = new HashMap<>();
  private int nodes;

  private YamlParser(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /**
   * The document's root; an empty document is an empty mapping.
   *
   * @param file the name that messages show
   */
  public static YamlNode parse(String file, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new ConfigException(file, "the file is larger than 16 MiB; split it", null);
    }
    LoadSettings settings = LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_CHARACTERS + 1).setUseMarks(true).build();
    try {
      return new YamlParser(file, new Parse(settings).parseString(text).iterator()).document();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      String problem = "this is not YAML: " + oneLine(e.getProblem() == null ? "syntax error" : e.getProblem());
      throw mark.map(m -> new ConfigException(at(file, m), problem, e)).orElseGet(() -> new ConfigException(file, problem, e));
    } catch (YamlEngineException e) {
      throw new ConfigException(file, "this is not YAML: " + oneLine(String.valueOf(e.getMessage())), e);
    }
  }

  private static String oneLine(String s) {
    return s.replace('\n', ' ').replace('\r', ' ');
  }

  private YamlNode document() {
    Event event = next();
    while (event.getEventId() == Event.ID.StreamStart || event.getEventId() == Event.ID.DocumentStart || event.getEventId() == Event.ID.Comment) {
      event = next();
    }
    if (event.getEventId() == Event.ID.StreamEnd) {
      return new YamlNode.Mapping(new Position(file, 1, 1), List.of());
    }
    YamlNode root = node(event, 0);
    Event after = next();
    while (after.getEventId() == Event.ID.DocumentEnd) {
      after = next();
    }
    if (after.getEventId() != Event.ID.StreamEnd) {
      throw new ConfigException(at(after), "a second YAML document starts here; put it into a file of its own");
    }
    return root instanceof YamlNode.Scalar s && s.isNull() ? new YamlNode.Mapping(s.position(), List.of()) : root;
  }

  private Event next() {
    return events.next();
  }

  private YamlNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new ConfigException(at(event), "more than " + MAX_DEPTH + " levels of nesting");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    count(event, 1);
    int before = nodes;
    return switch (event) {
      case ScalarEvent scalar -> {
        checkTag(scalar, scalar.getTag());
        boolean plain = scalar.isPlain() && scalar.getTag().filter(t -> t.equals(TAG_PREFIX + "str")).isEmpty();
        yield anchored(scalar.getAnchor(), before, new YamlNode.Scalar(at(event), scalar.getValue(), plain));
      }
      case SequenceStartEvent start -> {
        checkTag(start, start.getTag());
        yield anchored(start.getAnchor(), before, sequence(start, depth));
      }
      case MappingStartEvent start -> {
        checkTag(start, start.getTag());
        yield anchored(start.getAnchor(), before, mapping(start, depth));
      }
      default -> throw new ConfigException(at(event), "this is not YAML: unexpected " + event.getEventId());
    };
  }

  private YamlNode aliased(AliasEvent alias) {
    YamlNode target = anchors.get(alias.getAlias());
    if (target == null) {
      throw new ConfigException(at(alias), "alias *" + alias.getAlias() + " stands before the end of what it names, or nothing has that name");
    }
    count(alias, anchorWeights.getOrDefault(alias.getAlias(), 1));
    return target;
  }

  private YamlNode anchored(Optional<Anchor> anchor, int before, YamlNode node) {
    anchor.ifPresent(a -> {
      anchors.put(a, node);
      anchorWeights.put(a, nodes - before + 1);
    });
    return node;
  }

  private void count(Event event, int weight) {
    nodes += weight;
    if (nodes > MAX_NODES) {
      throw new ConfigException(at(event), "the document has more than a million nodes, aliases included");
    }
  }

  private YamlNode.Sequence sequence(SequenceStartEvent start, int depth) {
    List<YamlNode> items = new ArrayList<>();
    for (Event e = next(); e.getEventId() != Event.ID.SequenceEnd; e = next()) {
      items.add(node(e, depth + 1));
    }
    return new YamlNode.Sequence(at(start), List.copyOf(items));
  }

  private YamlNode.Mapping mapping(MappingStartEvent start, int depth) {
    Map<String, YamlNode.Entry> entries = new java.util.LinkedHashMap<>();
    Set<String> merged = new HashSet<>();
    for (Event e = next(); e.getEventId() != Event.ID.MappingEnd; e = next()) {
      if (!(node(e, depth + 1) instanceof YamlNode.Scalar key)) {
        throw new ConfigException(at(e), "a key must be a single word, not a list or mapping");
      }
      YamlNode value = node(next(), depth + 1);
      if (key.plain() && key.text().equals("<<")) {
        merge(value, entries, merged);
        continue;
      }
      YamlNode.Entry first = entries.get(key.text());
      if (first != null && !merged.remove(key.text())) {
        throw new ConfigException(key.position(), "key \"" + key.text() + "\" is given twice, first in line " + first.position().line() + "; remove one");
      }
      entries.put(key.text(), new YamlNode.Entry(key.position(), key.text(), value));
    }
    return new YamlNode.Mapping(at(start), List.copyOf(entries.values()));
  }

  private void merge(YamlNode value, Map<String, YamlNode.Entry> entries, Set<String> merged) {
    switch (value) {
      case YamlNode.Mapping mapping -> {
        for (YamlNode.Entry entry : mapping.entries()) {
          count(entry.position());
          if (entries.putIfAbsent(entry.key(), entry) == null) {
            merged.add(entry.key());
          }
        }
      }
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> merge(item, entries, merged));
      case YamlNode.Scalar scalar -> throw new ConfigException(scalar.position(), "\"<<\" needs a mapping or a list of mappings");
    }
  }

  private void count(Position position) {
    if (++nodes > MAX_NODES) {
      throw new ConfigException(position, "the document has more than a million nodes, merged keys included");
    }
  }

  private void checkTag(Event event, Optional<String> tag) {
    if (tag.isPresent() && !tag.get().equals("!") && !(tag.get().startsWith(TAG_PREFIX) && KNOWN_TAGS.contains(tag.get().substring(TAG_PREFIX.length())))) {
      throw new ConfigException(at(event), "the tag " + tag.get() + " has no meaning here; remove it");
    }
  }

  private Position at(Event event) {
    return event.getStartMark().map(m -> at(file, m)).orElseGet(() -> new Position(file, 1, 1));
  }

  private static Position at(String file, Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
