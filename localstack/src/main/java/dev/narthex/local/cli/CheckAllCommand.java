package dev.narthex.local.cli;

import dev.narthex.alert.config.AlertmanagerConfig;
import dev.narthex.alert.config.AlertmanagerReader;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.model.PromDuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex check all}: everything that a configuration folder holds. */
@Command(
    name = "all",
    description = {
      "Checks a configuration folder: prometheus.yml with narthex.yml, scrape config and rule files,",
      "and alertmanager.yml when there is one.",
      "Answers 0 when all of it can be used, 1 with file, line and reason when not.%n"
    },
    mixinStandardHelpOptions = true)
final class CheckAllCommand implements Callable<Integer> {
  private static final PromDuration LOG_RETENTION = PromDuration.parse("120h");

  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path folder = Path.of(".");

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    LoadedConfig config = new ConfigLoader(System.getenv(), AwsDiscoveryConfig.KEYS).load(folder.resolve("prometheus.yml"));
    config.warnings().forEach(warning -> out.println("warning: " + warning));
    out.printf(
        "prometheus.yml is valid: %d scrape jobs, %d rule groups, %d files read%n",
        config.prometheus().scrapeConfigs().size(), config.prometheus().ruleGroups().size(), config.files().size());
    Path router = folder.resolve("alertmanager.yml");
    if (Files.exists(router)) {
      AlertmanagerConfig alerts = new AlertmanagerReader(MatcherMode.FALLBACK, LOG_RETENTION).read("alertmanager.yml", text(router));
      alerts.warnings().forEach(warning -> out.println("warning: " + warning));
      out.println("alertmanager.yml is valid: " + alerts.receivers().size() + " receivers");
    }
    out.flush();
    return ExitCode.OK.number();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException(ExitCode.IO, "the file " + file + " cannot be read: " + e.getMessage());
    }
  }
}
