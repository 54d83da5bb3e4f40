package dev.narthex.local.cli;

import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.config.PrometheusConfig;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex check}: looks at files without running anything. */
@Command(name = "check", description = "Checks files without running anything.%n", mixinStandardHelpOptions = true, subcommands = {CheckCommand.Config.class, CheckRulesCommand.class, CheckAlertmanagerCommand.class, CheckAllCommand.class}, synopsisSubcommandLabel = "COMMAND")
final class CheckCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code narthex check config}. */
  @Command(
      name = "config",
      description = {
        "Checks a prometheus.yml and every file that belongs to it:",
        "narthex.yml and alertmanager.yml beside it, scrape config files, rule files and templates.",
        "Answers 0 when all of it can be used, 1 with file, line and reason when not, 3 with --lint-fatal when --lint finds something.%n"
      },
      mixinStandardHelpOptions = true)
  static final class Config implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(paramLabel = "FILE", description = "The prometheus.yml.")
    private Path file = Path.of("prometheus.yml");

    @Option(names = "--syntax-only", description = "A rule file that is not there is no finding.")
    private boolean syntaxOnly;

    @Mixin private LintOptions lint = new LintOptions();

    @Override
    public Integer call() {
      RouterFiles router = new RouterFiles(RouterOptions.defaults(""), InstantSource.system());
      LoadedConfig config = new ConfigLoader(System.getenv(), AwsDiscoveryConfig.KEYS, List.of(router)).load(file);
      PrintWriter out = spec.commandLine().getOut();
      config.warnings().forEach(warning -> out.println("warning: " + warning));
      out.printf("%s is valid: %d scrape jobs, %d files read, version %s%n", file, config.prometheus().scrapeConfigs().size(), config.files().size(), config.sha256().substring(0, 12));
      List<String> missing = syntaxOnly ? List.of() : missing(config.prometheus());
      missing.forEach(pattern -> out.println("rule_files: \"" + pattern + "\" does not point to a file that is there; make it or remove the entry"));
      List<String> findings = new ArrayList<>(lint.duplicates(config.prometheus().ruleGroups()));
      findings.addAll(lint.scrapes(config.prometheus(), config.narthex().query().lookbackDelta()));
      findings.forEach(finding -> out.println("lint: " + finding));
      out.flush();
      return !missing.isEmpty() ? ExitCode.FINDING.number() : findings.isEmpty() ? ExitCode.OK.number() : lint.code();
    }

    /** Rule files that are named without a pattern and are not there. */
    private List<String> missing(PrometheusConfig config) {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
      return config.ruleFiles().stream().filter(name -> !name.contains("*") && !name.contains("?") && !name.contains("[") && !Files.exists(folder.resolve(name))).toList();
    }
  }
}
