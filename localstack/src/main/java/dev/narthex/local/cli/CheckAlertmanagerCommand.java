package dev.narthex.local.cli;

import dev.narthex.alert.config.ReceiverConfig;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.matcher.MatcherParser;
import dev.narthex.alert.matcher.MatcherSyntaxException;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.sample.DryRun;
import dev.narthex.alert.route.Route;
import dev.narthex.alert.route.RouteTree;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex check alertmanager}. */
@Command(
    name = "alertmanager",
    description = {
      "Checks an alertmanager.yml and its template files, renders every receiver with sample alerts (nothing is sent)",
      "and tells which receivers an alert reaches.",
      "Answers 0 when all of it can be used, 1 with file, line and reason, or receiver, field and reason, when not.%n"
    },
    mixinStandardHelpOptions = true)
final class CheckAlertmanagerCommand implements Callable<Integer> {
  private static final String SAMPLE_URL = "http://alertmanager.example";

  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Parameters(paramLabel = "FILE", description = "The alertmanager.yml.")
  private Path file = Path.of("alertmanager.yml");

  @Option(names = "--route", paramLabel = "LABELS", description = "Labels of an alert, such as 'severity=page,team=db'; tells its receivers. May be repeated.")
  private List<String> alerts = List.of();

  @Option(names = "--tree", description = "Tells for each --route the path through the tree too.")
  private boolean tree;

  @Override
  public Integer call() {
    List<Labels> routed = alerts.stream().map(this::labels).toList();
    PrintWriter out = spec.commandLine().getOut();
    RouterFiles.Loaded loaded = load();
    loaded.config().warnings().forEach(warning -> out.println("warning: " + warning));
    DryRun run = new DryRun(loaded.templates(), InstantSource.system());
    boolean clean = true;
    for (ReceiverConfig receiver : loaded.config().receivers()) {
      clean &= render(receiver, run, out);
    }
    routed.forEach(alert -> route(loaded.config().routes(), alert, out));
    out.flush();
    return (clean ? ExitCode.OK : ExitCode.FINDING).number();
  }

  private RouterFiles.Loaded load() {
    Path parent = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (parent == null || name == null || !Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandException(ExitCode.IO, "the file " + file + " cannot be read; give the path of an alertmanager.yml");
    }
    RouterFiles files = new RouterFiles(RouterOptions.defaults(SAMPLE_URL), InstantSource.system());
    return files.load(new DirectoryConfigFolder(parent), name.toString()).orElseThrow(() -> new CommandException(ExitCode.IO, "the file " + file + " went away"));
  }

  /** One line a receiver, and one a field that fails; whether none does. */
  private static boolean render(ReceiverConfig receiver, DryRun run, PrintWriter out) {
    List<String> findings = new ArrayList<>();
    receiver.integrations().forEach((list, integrations) -> {
      for (int i = 0; i < integrations.size(); i++) {
        String place = list + "[" + i + "]: ";
        run.findings(receiver.name(), integrations.get(i)).forEach(finding -> findings.add(place + finding));
      }
    });
    String kinds = String.join(", ", receiver.all().stream().map(IntegrationConfig::kind).toList());
    String verdict = findings.isEmpty() ? "ok" : findings.size() + " failed";
    out.println("receiver " + receiver.name() + ": " + verdict + " (" + (kinds.isEmpty() ? "tells nobody" : kinds) + ")");
    findings.forEach(finding -> out.println("  " + finding));
    return findings.isEmpty();
  }

  private void route(RouteTree routes, Labels alert, PrintWriter out) {
    List<Route> matched = routes.match(alert);
    out.println("route " + alert + ": " + String.join(", ", matched.stream().map(Route::receiver).toList()));
    if (tree) {
      matched.forEach(route -> path(routes.root(), route).forEach(line -> out.println("  " + line)));
    }
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

  private Labels labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    try {
      for (LabelMatcher matcher : new MatcherParser(MatcherMode.FALLBACK).matchers(text).matchers()) {
        if (matcher.type() != LabelMatcher.Type.EQUAL) {
          throw new ParameterException(spec.commandLine(), "--route " + text + ": an alert has labels, so write name=value, not " + matcher);
        }
        labels.put(matcher.name(), matcher.value());
      }
    } catch (MatcherSyntaxException e) {
      throw new ParameterException(spec.commandLine(), "--route " + text + ": " + e.getMessage(), e);
    }
    return Labels.of(labels);
  }
}
