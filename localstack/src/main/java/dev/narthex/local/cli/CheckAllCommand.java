package dev.narthex.local.cli;

import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.model.Labels;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex check all}: everything that a configuration folder holds. */
@Command(
    name = "all",
    description = {
      "Checks a configuration folder: prometheus.yml with narthex.yml, scrape config and rule files,",
      "and alertmanager.yml with its templates when there is one: every receiver is rendered with sample alerts.",
      "Answers 0 when all of it can be used, 1 with file, line and reason when not.%n"
    },
    mixinStandardHelpOptions = true)
final class CheckAllCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Parameters(paramLabel = "DIR", description = "The folder.")
  private Path folder = Path.of(".");

  @Mixin private RouteOptions routes = new RouteOptions();

  @Override
  public Integer call() {
    List<Labels> routed = routes.alerts(spec);
    PrintWriter out = spec.commandLine().getOut();
    RouterFiles files = new RouterFiles(RouterOptions.defaults(CheckAlertmanagerCommand.SAMPLE_URL), InstantSource.system());
    LoadedConfig config = new ConfigLoader(System.getenv(), AwsDiscoveryConfig.KEYS, List.of(files)).load(folder.resolve("prometheus.yml"));
    config.warnings().forEach(warning -> out.println("warning: " + warning));
    out.printf(
        "prometheus.yml is valid: %d scrape jobs, %d rule groups, %d files read%n",
        config.prometheus().scrapeConfigs().size(), config.prometheus().ruleGroups().size(), config.files().size());
    Optional<RouterFiles.Loaded> router = files.load(new DirectoryConfigFolder(folder), RouterFiles.MAIN_FILE);
    if (router.isEmpty() && !routed.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--route: there is no " + RouterFiles.MAIN_FILE + " in " + folder);
    }
    boolean clean = router.map(loaded -> check(loaded, routed, out)).orElse(true);
    out.flush();
    return (clean ? ExitCode.OK : ExitCode.FINDING).number();
  }

  private boolean check(RouterFiles.Loaded loaded, List<Labels> routed, PrintWriter out) {
    out.println("alertmanager.yml is valid: " + loaded.config().receivers().size() + " receivers");
    RouterCheck check = new RouterCheck(loaded, RouterFiles.MAIN_FILE, CheckAlertmanagerCommand.text(folder.resolve(RouterFiles.MAIN_FILE)), out);
    boolean clean = check.render();
    routed.forEach(alert -> check.route(alert, routes.paths()));
    return clean;
  }
}
