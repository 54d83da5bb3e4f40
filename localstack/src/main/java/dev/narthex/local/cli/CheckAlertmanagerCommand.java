package dev.narthex.local.cli;

import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.model.Labels;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex check alertmanager}. */
@Command(
    name = "alertmanager",
    description = {
      "Checks an alertmanager.yml with its template files and the alerts part of a narthex.yml beside it,",
      "renders every receiver with sample alerts (nothing is sent) and tells which receivers an alert reaches.",
      "Answers 0 when all of it can be used, 1 with file, line and reason when not.%n"
    },
    mixinStandardHelpOptions = true)
final class CheckAlertmanagerCommand implements Callable<Integer> {
  static final String SAMPLE_URL = "http://alertmanager.example";

  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Parameters(paramLabel = "FILE", description = "The alertmanager.yml.")
  private Path file = Path.of("alertmanager.yml");

  @Mixin private RouteOptions routes = new RouteOptions();

  @Override
  public Integer call() {
    List<Labels> routed = routes.alerts(spec);
    PrintWriter out = spec.commandLine().getOut();
    Path parent = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (parent == null || name == null || !Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandException(ExitCode.IO, "the file " + file + " cannot be read; give the path of an alertmanager.yml");
    }
    RouterFiles files = new RouterFiles(RouterOptions.defaults(SAMPLE_URL), InstantSource.system());
    RouterFiles.Loaded loaded =
        files.load(new DirectoryConfigFolder(parent), name.toString()).orElseThrow(() -> new CommandException(ExitCode.IO, "the file " + file + " went away"));
    loaded.config().warnings().forEach(warning -> out.println("warning: " + warning));
    RouterCheck check = new RouterCheck(loaded, name.toString(), text(file), out);
    boolean clean = check.render();
    routed.forEach(alert -> check.route(alert, routes.paths()));
    out.flush();
    return (clean ? ExitCode.OK : ExitCode.FINDING).number();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException(ExitCode.IO, "the file " + file + " cannot be read: " + Home.reason(e));
    }
  }
}
