package dev.narthex.local.cli;

import dev.narthex.alert.config.ReceiverConfig;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.matcher.MatcherParser;
import dev.narthex.alert.matcher.MatcherSyntaxException;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.sample.DryRun;
import dev.narthex.alert.route.Route;
import dev.narthex.alert.route.RouteTree;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.yaml.Position;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders every receiver of a router's configuration with sample alerts, and walks its routes. Sends nothing. */
final class RouterCheck {
  private static final String FAILED = "the template of ";
  private static final String REMEDY = "mend the template; until then what stands there is sent";

  private final RouterFiles.Loaded loaded;
  private final YamlNode file;
  private final PrintWriter out;

  /**
   * A check.
   *
   * @param name of the file, as findings show it
   * @param text of the file, where findings are looked up
   */
  RouterCheck(RouterFiles.Loaded loaded, String name, String text, PrintWriter out) {
    this.loaded = loaded;
    this.file = YamlParser.parse(name, text);
    this.out = out;
  }

  /** One line a receiver, and one a field that fails; whether none does. */
  boolean render() {
    DryRun run = new DryRun(loaded.templates(), InstantSource.system());
    boolean clean = true;
    for (ReceiverConfig receiver : loaded.config().receivers()) {
      List<String> findings = new ArrayList<>();
      receiver.integrations().forEach((list, integrations) -> {
        for (int i = 0; i < integrations.size(); i++) {
          for (String finding : run.findings(receiver.name(), integrations.get(i))) {
            findings.add(place(receiver.name(), list, i, finding) + ": " + list + "[" + i + "]: " + finding + "; " + REMEDY);
          }
        }
      });
      String kinds = String.join(", ", receiver.all().stream().map(IntegrationConfig::kind).toList());
      String verdict = findings.isEmpty() ? "ok" : findings.size() + " failed";
      out.println("receiver " + receiver.name() + ": " + verdict + " (" + (kinds.isEmpty() ? "tells nobody" : kinds) + ")");
      findings.forEach(finding -> out.println("  " + finding));
      clean &= findings.isEmpty();
    }
    return clean;
  }

  /** Where the field stands that a finding names, or the entry when the field is a default. */
  private Position place(String receiver, String list, int index, String finding) {
    YamlNode at = file;
    for (YamlNode entry : items(member(file, "receivers"))) {
      if (member(entry, "name").filter(name -> name instanceof YamlNode.Scalar s && s.text().equals(receiver)).isPresent()) {
        at = items(member(entry, list)).get(index);
      }
    }
    String field = finding.startsWith(FAILED) ? finding.substring(FAILED.length()).split(" failed", 2)[0] : "";
    for (String step : field.split("[.\\[\\]]+")) {
      Optional<YamlNode> next = step.chars().allMatch(Character::isDigit) && !step.isEmpty() ? items(Optional.of(at)).stream().skip(Integer.parseInt(step)).findFirst() : member(at, step);
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
    }
    return at.position();
  }

  private static Optional<YamlNode> member(YamlNode node, String key) {
    return node instanceof YamlNode.Mapping m ? m.entries().stream().filter(e -> e.key().equalsIgnoreCase(key)).map(YamlNode.Entry::value).findFirst() : Optional.empty();
  }

  private static List<YamlNode> items(Optional<YamlNode> node) {
    return node.isPresent() && node.get() instanceof YamlNode.Sequence s ? s.items() : List.of();
  }

  /** Which receivers an alert reaches, and how. */
  void route(Labels alert, Paths paths) {
    RouteTree routes = loaded.config().routes();
    List<Route> matched = routes.match(alert);
    out.println("route " + alert + ": " + String.join(", ", matched.stream().map(Route::receiver).toList()));
    if (paths == Paths.SHOWN) {
      matched.forEach(route -> path(routes.root(), route).forEach(line -> out.println("  " + line)));
    }
  }

  /** Whether the way through the tree is told. */
  enum Paths {
    SHOWN,
    HIDDEN
  }

  /** The nodes from the root to a route, each further in; none when it is not below. */
  private static List<String> path(Route from, Route to) {
    String matchers = from.matchers().isEmpty() ? "{}" : "{" + String.join(",", from.matchers().stream().map(LabelMatcher::toString).toList()) + "}";
    String next = from.continuation() == Route.Continuation.CONTINUE ? ", continue" : "";
    List<String> lines = new ArrayList<>(List.of(matchers + " -> " + from.receiver() + next));
    if (from.id().equals(to.id())) {
      return lines;
    }
    for (Route child : from.children()) {
      List<String> below = path(child, to);
      if (!below.isEmpty()) {
        below.forEach(line -> lines.add("  " + line));
        return lines;
      }
    }
    return List.of();
  }

  /**
   * The labels of an alert as {@code severity=page,team=db}.
   *
   * @throws IllegalArgumentException with a sentence when it is something else
   */
  static Labels labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    try {
      for (LabelMatcher matcher : new MatcherParser(MatcherMode.FALLBACK).matchers(text).matchers()) {
        if (matcher.type() != LabelMatcher.Type.EQUAL) {
          throw new IllegalArgumentException("--route " + text + ": an alert has labels, so write name=value, not " + matcher);
        }
        labels.put(matcher.name(), matcher.value());
      }
    } catch (MatcherSyntaxException e) {
      throw new IllegalArgumentException("--route " + text + ": " + e.getMessage(), e);
    }
    return Labels.of(labels);
  }
}
