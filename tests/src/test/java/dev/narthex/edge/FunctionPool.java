package dev.narthex.edge;

import dev.narthex.aws.wire.LambdaEnvironment;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One function: an environment that starts with the first event and is retired after a number of them, when the next one starts cold. Events
 * run one after another. Everything that it logs is kept.
 */
final class FunctionPool implements AutoCloseable {
  private final Path code;
  private final String handler;
  private final int memory;
  private final int eventsOfAnEnvironment;
  private final Map<String, String> variables;
  private final Path logs;
  private LambdaEnvironment running;
  private int events;
  private int started;

  FunctionPool(Path code, String handler, int memory, int eventsOfAnEnvironment, Map<String, String> variables, Path logs) {
    this.code = code;
    this.handler = handler;
    this.memory = memory;
    this.eventsOfAnEnvironment = eventsOfAnEnvironment;
    this.variables = variables;
    this.logs = logs;
  }

  synchronized String invoke(String event) throws IOException {
    if (running != null && events >= eventsOfAnEnvironment) {
      running.close();
      running = null;
    }
    if (running == null) {
      events = 0;
      running = fresh();
    }
    events++;
    return running.invoke(event);
  }

  /** One more environment, which the caller closes. */
  synchronized LambdaEnvironment fresh() throws IOException {
    String name = handler.substring(handler.lastIndexOf('.') + 1);
    Path log = logs.resolve(name + "-" + started++ + ".log");
    try {
      return LambdaEnvironment.start(code, handler, memory, variables, Redirect.to(log.toFile()));
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage() + "; it logged:\n" + Files.readString(log), e);
    }
  }

  /** How many environments there have been. */
  synchronized int started() {
    return started;
  }

  /** What all functions of an account logged. */
  static String log(Path logs) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.sorted().toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  @Override
  public synchronized void close() {
    if (running != null) {
      running.close();
    }
  }
}
