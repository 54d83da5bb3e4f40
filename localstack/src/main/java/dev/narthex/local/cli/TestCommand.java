package dev.narthex.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code narthex test}: runs tests of files without running anything else. */
@Command(name = "test", description = "Runs unit tests of rules.%n", mixinStandardHelpOptions = true, subcommands = TestRulesCommand.class, synopsisSubcommandLabel = "COMMAND")
final class TestCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
