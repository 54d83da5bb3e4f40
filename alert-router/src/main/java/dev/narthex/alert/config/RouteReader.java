package dev.narthex.alert.config;

import dev.narthex.alert.matcher.MatcherText;
import dev.narthex.alert.route.GroupBy;
import dev.narthex.alert.route.Route;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code route}: the tree with everything inherited. A node's id is the path of matchers; among siblings with equal matchers the
 * second and later ones carry their number, so a new sibling with other matchers renames nobody.
 */
final class RouteReader {
  private final Set<String> receivers;
  private final Set<String> intervals;
  private final MatcherLists matchers;
  private final PromDuration retention;
  private final List<String> warnings;

  RouteReader(Set<String> receivers, Set<String> intervals, MatcherLists matchers, PromDuration retention, List<String> warnings) {
    this.receivers = receivers;
    this.intervals = intervals;
    this.matchers = matchers;
    this.retention = retention;
    this.warnings = warnings;
  }

  /** What a node hands down. */
  private record Inherited(String id, String key, String receiver, GroupBy groupBy, long groupWait, long interval, long repeat, Map<String, String> labels) {}

  Route root(MappingReader r) {
    if (r.string("receiver").orElse("").isEmpty()) {
      throw r.error("receiver", "root route must specify a default receiver");
    }
    for (String key : List.of("match", "match_re", "matchers")) {
      if (r.has(key)) {
        throw r.error(key, "root route must not have any matchers");
      }
    }
    if (!r.strings("mute_time_intervals").isEmpty()) {
      throw r.error("mute_time_intervals", "root route must not have any mute time intervals");
    }
    if (!r.strings("active_time_intervals").isEmpty()) {
      throw r.error("active_time_intervals", "root route must not have any active time intervals");
    }
    if (r.bool("continue").orElse(false)) {
      throw r.error("continue", "cannot have continue in root route");
    }
    return node(r, new Inherited("{}", "{}", "", new GroupBy.Named(Set.of()), 30_000, 300_000, 14_400_000, Map.of()), List.of());
  }

  private Route node(MappingReader r, Inherited above, List<LabelMatcher> own) {
    String receiver = r.string("receiver").filter(name -> !name.isEmpty()).orElse(above.receiver);
    if (!receivers.contains(receiver)) {
      throw r.error("receiver", "undefined receiver " + GoQuote.quote(receiver) + " used in route");
    }
    long groupWait = r.duration("group_wait").map(PromDuration::millis).orElse(above.groupWait);
    long interval = nonZero(r, "group_interval", above.interval);
    long repeat = nonZero(r, "repeat_interval", above.repeat);
    warnAboutRepeats(r, repeat, interval);
    Map<String, String> labels = new TreeMap<>(above.labels);
    r.stringMap("labels").forEach((name, template) -> {
      if (!matchers.isLabelName(name)) {
        throw r.error("labels", "invalid label name " + GoQuote.quote(name) + " in route labels");
      }
      labels.put(name, template);
    });
    GroupBy groupBy = r.has("group_by") ? groupBy(r) : above.groupBy;
    Inherited down = new Inherited(above.id, above.key, receiver, groupBy, groupWait, interval, repeat, labels);
    return new Route(
        above.id,
        above.key,
        receiver,
        own,
        r.bool("continue").orElse(false) ? Route.Continuation.CONTINUE : Route.Continuation.STOP,
        groupBy,
        groupWait,
        interval,
        repeat,
        named(r, "mute_time_intervals"),
        named(r, "active_time_intervals"),
        labels,
        children(r, down));
  }

  private List<Route> children(MappingReader r, Inherited down) {
    List<Route> children = new ArrayList<>();
    Map<String, Integer> twins = new HashMap<>();
    for (YamlNode item : r.items("routes")) {
      if (item instanceof YamlNode.Scalar s && s.isNull()) {
        throw new ConfigException(item.position(), "a route in routes is empty; remove it or give it matchers");
      }
      children.add(MappingReader.read(item, "route", m -> {
        List<LabelMatcher> own = matchers.read(m, "");
        String step = "/" + MatcherText.of(own);
        int twin = twins.merge(step, 1, Integer::sum) - 1;
        String id = down.id + step + (twin == 0 ? "" : "#" + twin);
        return node(m, new Inherited(id, down.key + step, down.receiver, down.groupBy, down.groupWait, down.interval, down.repeat, down.labels), own);
      }));
    }
    return List.copyOf(children);
  }

  private static long nonZero(MappingReader r, String key, long inherited) {
    long millis = r.duration(key).map(PromDuration::millis).orElse(inherited);
    if (millis == 0) {
      throw r.error(key, key + " cannot be zero");
    }
    return millis;
  }

  private void warnAboutRepeats(MappingReader r, long repeat, long interval) {
    if (!r.has("repeat_interval") && !r.has("group_interval")) {
      return;
    }
    if (repeat < interval) {
      warnings.add(r.position("repeat_interval") + ": repeat_interval is less than group_interval; notifications repeat at every group_interval");
    }
    if (repeat > retention.millis()) {
      warnings.add(r.position("repeat_interval") + ": repeat_interval is longer than the notification log remembers (" + retention + "); notifications repeat earlier");
    }
  }

  private List<String> named(MappingReader r, String key) {
    List<String> names = r.strings(key);
    for (String name : names) {
      if (!intervals.contains(name)) {
        throw r.error(key, "undefined time interval " + GoQuote.quote(name) + " used in route");
      }
    }
    return names;
  }

  private GroupBy groupBy(MappingReader r) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : r.strings("group_by")) {
      if (!name.equals("...") && !matchers.isLabelName(name)) {
        throw r.error("group_by", "invalid label name " + GoQuote.quote(name) + " in group_by list");
      }
      if (!names.add(name)) {
        throw r.error("group_by", "duplicated label " + GoQuote.quote(name) + " in group_by");
      }
    }
    if (!names.contains("...")) {
      return new GroupBy.Named(names);
    }
    if (names.size() > 1) {
      throw r.error("group_by", "cannot have wildcard group_by (`...`) and other labels at the same time");
    }
    return new GroupBy.All();
  }

  /** A node with all that it inherited spelled out: another reader builds the same tree from it. */
  static Map<String, Object> toYaml(Route route) {
    Map<String, Object> tree =
        new YamlTree()
            .put("receiver", route.receiver())
            .put("matchers", route.matchers().stream().map(MatcherText::of).toList())
            .put("mute_time_intervals", route.muteTimeIntervals())
            .put("active_time_intervals", route.activeTimeIntervals())
            .put("continue", route.continuation() == Route.Continuation.CONTINUE)
            .put("group_wait", new PromDuration(route.groupWaitMillis()).toString())
            .put("group_interval", new PromDuration(route.groupIntervalMillis()).toString())
            .put("repeat_interval", new PromDuration(route.repeatIntervalMillis()).toString())
            .put("labels", route.labels())
            .put("routes", route.children().stream().map(RouteReader::toYaml).toList())
            .build();
    // an empty list is said too: it means one group, whatever stands above
    tree.put("group_by", List.copyOf(route.groupBy().names()));
    return tree;
  }
}
