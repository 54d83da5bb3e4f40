package dev.narthex.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.local.query.HttpQueries;
import dev.narthex.local.query.QueryAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process: scrape a target, answer, survive {@code kill -9}, stop on SIGTERM. */
@Timeout(180)
class RunCommandTest {
  @TempDir Path folder;
  private HttpServer target;
  private final List<Process> processes = new ArrayList<>();

  @BeforeEach
  void startTarget() throws IOException {
    target = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    target.createContext(
        "/metrics",
        exchange -> {
          byte[] body = "# TYPE answer gauge\nanswer 42\n".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    target.start();
    Files.writeString(
        folder.resolve("prometheus.yml"),
        "scrape_configs:\n  - job_name: test\n    scrape_interval: 1s\n    scrape_timeout: 1s\n    static_configs:\n      - targets: ['127.0.0.1:"
            + target.getAddress().getPort() + "']\n");
  }

  @AfterEach
  void stop() {
    processes.forEach(process -> process.toHandle().destroyForcibly());
    target.stop(0);
  }

  private Process narthex(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    processes.add(process);
    return process;
  }

  private Process run() throws IOException {
    Files.deleteIfExists(folder.resolve("data/address"));
    return narthex("run", "--config", folder.resolve("prometheus.yml").toString(), "--data", folder.resolve("data").toString(), "--listen", "127.0.0.1:0");
  }

  /** Asks until the answer has a sample; fails when the process ends before. */
  private QueryAnswer answer(Process process, String expression) throws Exception {
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      Path address = folder.resolve("data/address");
      if (Files.exists(address) && Files.size(address) > 0) {
        QueryAnswer answer = QueryAnswer.parse(new HttpQueries("http://" + Files.readString(address)).query("query", Map.of("query", expression)));
        assertThat(answer.error()).isEmpty();
        if (!answer.series().isEmpty()) {
          return answer;
        }
      }
    }
    throw new AssertionError("narthex ended: " + Files.readString(folder.resolve("log")));
  }

  @Test
  void scrapesAnswersSurvivesAndStops() throws Exception {
    Process first = run();
    QueryAnswer answer = answer(first, "answer * 2");
    assertThat(answer.series().getFirst().points().getFirst().value()).isEqualTo("84");
    double before = answer(first, "timestamp(answer)").series().getFirst().points().getFirst().seconds();
    first.toHandle().destroyForcibly();
    first.waitFor();

    Process second = run();
    QueryAnswer kept = answer(second, "answer[10m]");
    assertThat(kept.series().getFirst().points().getFirst().seconds()).isLessThanOrEqualTo(before);
    second.destroy();
    assertThat(second.waitFor()).isZero();
    assertThat(Files.readString(folder.resolve("log"))).contains("such as http://127.0.0.1:").endsWith("Stopped.\n");
  }

  @Test
  void errorsAreOneSentenceAndACode() throws Exception {
    Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs:\n  - job_nam: x\n");
    Process process = narthex("check", "config", folder.resolve("prometheus.yml").toString());
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("log"))).startsWith("narthex: prometheus.yml:2: ").hasLineCount(1);
  }
}
