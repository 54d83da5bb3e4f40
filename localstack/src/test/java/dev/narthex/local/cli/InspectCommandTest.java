package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  private final Terminal terminal = new Terminal();

  @Test
  void aKeyThatIsNoneIsNamed(@TempDir Path folder) throws Exception {
    String data = Files.createDirectory(folder.resolve("data")).toString();
    assertThat(terminal.run("inspect", "block", "", "--data", data)).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.run("inspect", "block", "../x", "--data", data)).isEqualTo(ExitCode.USAGE.number());
    assertThat(terminal.said().lines()).containsExactly(
        "narthex: \"\" is no key of a block; 'narthex inspect blocks' lists them", "narthex: \"../x\" is no key of a block; 'narthex inspect blocks' lists them");
    assertThat(terminal.run("inspect", "block", "b9/none", "--data", data)).isEqualTo(ExitCode.FINDING.number());
  }
}
