package dev.narthex.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Narthex' alert router as {@code ./narthex alertmanager} starts it: a process of its own, on an empty directory. */
final class AlertServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final String url;

  private AlertServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param launcher {@code narthex} in the root of the repository
   * @param work where its files go
   */
  static AlertServer start(Path launcher, Path work) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = Files.writeString(work.resolve("alertmanager.yml"), AlertInput.config("1h"));
    Path log = work.resolve("server.log");
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "alertmanager", "--config.file=" + config, "--storage.path=" + work.resolve("data")));
    command.addAll(List.of("--web.listen-address=127.0.0.1:" + port, "--cluster.listen-address="));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    AlertServer server = new AlertServer(process, "http://127.0.0.1:" + port);
    for (long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); System.nanoTime() < deadline && process.isAlive(); TimeUnit.MILLISECONDS.sleep(50)) {
      if (server.isReady()) {
        return server;
      }
    }
    server.close();
    throw new IOException("the alert router did not start; its log is " + log);
  }

  private boolean isReady() throws InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(url + "/-/ready")).build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  String url() {
    return url;
  }

  /** Processor time since its start. */
  Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
