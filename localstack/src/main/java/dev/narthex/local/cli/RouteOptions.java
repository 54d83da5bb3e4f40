package dev.narthex.local.cli;

import dev.narthex.model.Labels;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of checks that walk routes. */
final class RouteOptions {
  @Option(names = "--route", paramLabel = "LABELS", description = "Labels of an alert, such as 'severity=page,team=db'; tells its receivers. May be repeated.")
  private List<String> alerts = List.of();

  @Option(names = "--tree", description = "Tells for each --route the path through the tree too.")
  private boolean tree;

  List<Labels> alerts(CommandSpec spec) {
    return alerts.stream().map(text -> {
      try {
        return RouterCheck.labels(text);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }).toList();
  }

  RouterCheck.Paths paths() {
    return tree ? RouterCheck.Paths.SHOWN : RouterCheck.Paths.HIDDEN;
  }
}
