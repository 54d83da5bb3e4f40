package dev.narthex.local.cli;

import dev.narthex.local.server.PortInUseException;
import dev.narthex.local.store.DirectoryHeldException;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.yaml.ConfigException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code narthex} command. Prints help when no subcommand is given. */
@Command(
    name = "narthex",
    description = "Prometheus without servers.%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RunCommand.class, QueryCommand.class, HistoryCommand.class, ImportCommand.class, InspectCommand.class, CatalogCommand.class, CheckCommand.class, TestCommand.class, CostCommand.class, RehearseCommand.class},
    footer = {
      "",
      "Start with:  ./narthex run",
      "Help on one: ./narthex COMMAND --help",
      "Exit codes:  0 ok, 1 a finding, 2 wrong usage, 3 input or output failed"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  private Main() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int code = ExitCode.IO.number();
    try {
      code = commandLine().execute(arguments);
    } catch (Error e) {
      // Threads that still run must not keep a process alive whose command is dead.
      e.printStackTrace();
    }
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command.getErr()))
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false);
  }

  private static int wrongUsage(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("narthex: " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return ExitCode.USAGE.number();
  }

  private static int failed(Exception failure, PrintWriter err) {
    ExitCode code =
        switch (failure) {
          case CommandException e -> e.code();
          case ConfigException _ -> ExitCode.FINDING;
          case PortInUseException _, DirectoryHeldException _, StoreUnavailableException _ -> ExitCode.IO;
          default -> {
            failure.printStackTrace(err);
            yield ExitCode.IO;
          }
        };
    err.println("narthex: " + failure.getMessage());
    return code.number();
  }
}
