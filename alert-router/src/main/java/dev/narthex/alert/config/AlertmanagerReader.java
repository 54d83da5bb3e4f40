package dev.narthex.alert.config;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.inhibit.InhibitRule;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.receiver.ReceiverKind;
import dev.narthex.alert.receiver.ReceiverKinds;
import dev.narthex.alert.route.Route;
import dev.narthex.alert.route.RouteTree;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlParser;
import dev.narthex.yaml.YamlPrinter;
import dev.narthex.yaml.YamlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code alertmanager.yml}. Reads no other file: templates are named, secrets are references. */
public final class AlertmanagerReader {
  private final MatcherMode mode;
  private final PromDuration retention;
  private final List<ReceiverKind> kinds;

  /**
   * A reader.
   *
   * @param retention how long the notification log remembers ({@code --data.retention}); a longer repeat interval is warned about
   */
  public AlertmanagerReader(MatcherMode mode, PromDuration retention) {
    this(mode, retention, ReceiverKinds.all());
  }

  AlertmanagerReader(MatcherMode mode, PromDuration retention, List<ReceiverKind> kinds) {
    this.mode = mode;
    this.retention = retention;
    this.kinds = List.copyOf(kinds);
  }

  /**
   * Reads the text of a file.
   *
   * @param file the name that messages show
   * @throws dev.narthex.yaml.ConfigException {@code file:line: sentence} when it is not usable
   */
  public AlertmanagerConfig read(String file, String text) {
    return MappingReader.read(YamlParser.parse(file, text), "the configuration", this::read);
  }

  private AlertmanagerConfig read(MappingReader r) {
    refuse(r, "tracing", "tracing is not built: Narthex sends no spans; remove it");
    refuse(r, "event_recorder", "event_recorder is not built: the notification history of Narthex tells who was told what; remove it");
    List<String> warnings = new ArrayList<>();
    MatcherLists matchers = new MatcherLists(mode, warnings);
    GlobalConfig global = r.mapping("global", GlobalReader::read).orElseGet(GlobalReader::defaults);
    ReceiverReader receiverReader = new ReceiverReader(kinds, global);
    List<ReceiverConfig> receivers = receiverReader.read(r);
    IntervalReader intervals = IntervalReader.read(r);
    if (!r.has("route")) {
      throw r.error("route", "no route provided in config");
    }
    Set<String> names = receivers.stream().map(ReceiverConfig::name).collect(Collectors.toSet());
    RouteReader routeReader = new RouteReader(names, intervals.byName().keySet(), matchers, retention, warnings);
    Route root = r.mapping("route", routeReader::root).orElseThrow();
    List<InhibitRule> rules = r.mappings("inhibit_rules", m -> InhibitRuleReader.read(m, matchers));
    List<String> templates = r.strings("templates");
    String original =
        YamlPrinter.print(
            new YamlTree()
                .put("global", GlobalReader.toYaml(global))
                .put("route", RouteReader.toYaml(root))
                .put("inhibit_rules", rules.stream().map(InhibitRuleReader::toYaml).toList())
                .put("receivers", receivers.stream().map(ReceiverReader::toYaml).toList())
                .put("templates", templates)
                .put("mute_time_intervals", intervals.deprecated())
                .put("time_intervals", intervals.current())
                .build());
    return new AlertmanagerConfig(global, new RouteTree(root), receivers, rules, intervals.byName(), templates, original, warnings, RouterExtras.NONE);
  }

  private static void refuse(MappingReader r, String key, String sentence) {
    if (r.has(key)) {
      throw r.error(key, sentence);
    }
  }
}
