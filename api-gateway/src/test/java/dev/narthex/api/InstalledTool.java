package dev.narthex.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A command line tool of Prometheus' that may be installed. */
final class InstalledTool {
  private final String name;

  private InstalledTool(String name) {
    this.name = name;
  }

  /** The tool; the calling test is skipped, and says so, where it is not installed. */
  static InstalledTool orSkip(String name, String debianPackage) {
    try {
      new ProcessBuilder(name, "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      System.out.println("skipped: " + name + " is not installed (Debian: apt-get install " + debianPackage + ")");
      Assumptions.abort(name + " is not installed");
    }
    return new InstalledTool(name);
  }

  /** Runs it and answers what it printed on both outputs. */
  String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(20, TimeUnit.SECONDS);
    return output;
  }
}
