package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InspectCommandTest {
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    return line.execute(arguments);
  }

  @Test
  void aKeyThatIsNoneIsNamed(@TempDir Path folder) throws Exception {
    String data = Files.createDirectory(folder.resolve("data")).toString();
    assertThat(run("inspect", "block", "", "--data", data)).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("inspect", "block", "../x", "--data", data)).isEqualTo(ExitCode.USAGE.number());
    assertThat(out.toString().lines()).containsExactly(
        "narthex: \"\" is no key of a block; 'narthex inspect blocks' lists them", "narthex: \"../x\" is no key of a block; 'narthex inspect blocks' lists them");
    assertThat(run("inspect", "block", "b9/none", "--data", data)).isEqualTo(ExitCode.FINDING.number());
  }
}
