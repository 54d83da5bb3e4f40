package dev.narthex.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Who runs commands and reads what they say. */
final class Terminal {
  private final StringWriter said = new StringWriter();

  /** Runs a command; its exit code. */
  int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(said)).setErr(new PrintWriter(said));
    return line.execute(arguments);
  }

  /** All that was said so far, output and errors. */
  String said() {
    return said.toString();
  }
}
