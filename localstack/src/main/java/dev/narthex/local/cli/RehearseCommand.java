package dev.narthex.local.cli;

import dev.narthex.local.server.ListenAddress;
import dev.narthex.local.server.LocalNarthex;
import dev.narthex.local.server.WarmUp;
import dev.narthex.local.training.ThrownAwayFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code narthex rehearse}, which {@code ./narthex} runs once after a build: what usual commands do, on a data directory that is thrown
 * away, so that the JVM can keep the classes and profiles of it (its AOT cache) and later starts are fast.
 */
@Command(name = "rehearse", hidden = true, description = "Goes through a start, scrapes, queries and other commands on a data directory that is thrown away.")
final class RehearseCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ThrownAwayFolder folder = ThrownAwayFolder.make("narthex-rehearsal")) {
      rehearse(folder.path());
    }
    return ExitCode.OK.number();
  }

  private static void rehearse(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    String target = "127.0.0.1:" + port;
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(config, "scrape_configs: [{job_name: narthex, scrape_interval: 1s, static_configs: [{targets: ['" + target + "']}]}]\n");
    LocalNarthex.Options options =
        new LocalNarthex.Options(config, folder.resolve("data"), new ListenAddress("127.0.0.1", port), Home.addressScope(), Home.hostname(), LocalNarthex.Work.ALL, Plugins.NONE);
    try (LocalNarthex narthex = LocalNarthex.start(options, Version.build(), InstantSource.system())) {
      if (!narthex.warmUp(WarmUp.Effort.REHEARSAL).await(PATIENCE)) {
        throw new CommandException(ExitCode.IO, "the rehearsal did not end within " + PATIENCE.toMinutes() + " minutes");
      }
      for (List<String> command : List.of(
          List.of("--help"),
          List.of("run", "--help"),
          List.of("check", "all", folder.toString()),
          List.of("query", "--url", "http://" + target, "up"),
          List.of("query", "--url", "http://" + target, "rate(narthex_store_requests_total[1m])"))) {
        quietly().execute(command.toArray(String[]::new));
      }
    }
  }

  private static CommandLine quietly() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Main.commandLine().setOut(nowhere).setErr(nowhere);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
