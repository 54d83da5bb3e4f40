package dev.narthex.aws.wire;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * One execution environment of a function as Lambda makes it: a JVM that runs the real runtime-interface-client with the flags of the
 * managed runtime, the unpacked zip as its folder, and a clean process environment. Events run one after the other.
 */
public final class LambdaEnvironment implements AutoCloseable {
  /** As Terraform sets it. */
  public static final String JAVA_TOOL_OPTIONS = "--sun-misc-unsafe-memory-access=allow -XX:+IgnoreUnrecognizedVMOptions"
      + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote -XX:MetaspaceSize=96m";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final List<String> RUNTIME_CLASSES = List.of("com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
      "com.amazonaws.services.lambda.runtime.Context", "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
      "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");
  private final RuntimeApi api;
  private final Process process;

  private LambdaEnvironment(RuntimeApi api, Process process) {
    this.api = api;
    this.process = process;
  }

  /**
   * Starts a function and waits until it is initialised.
   *
   * @param code the folder of the unpacked zip
   * @param handler the handler class
   * @param memory megabytes of the function; the heap gets four fifths
   * @param environment its variables
   * @throws IllegalStateException when it does not initialise
   */
  public static LambdaEnvironment start(Path code, String handler, int memory, Map<String, String> environment) throws IOException {
    return start(code, handler, memory, environment, Redirect.INHERIT);
  }

  /** As {@link #start(Path, String, int, Map)}, with another place for what it prints: its log. */
  public static LambdaEnvironment start(Path code, String handler, int memory, Map<String, String> environment, Redirect log) throws IOException {
    RuntimeApi api = new RuntimeApi();
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + memory * 4 / 5 + "m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", runtimeClassPath(), "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
    ProcessBuilder builder = new ProcessBuilder(command).directory(code.toFile()).redirectErrorStream(true).redirectOutput(log);
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.putAll(Map.of("AWS_LAMBDA_RUNTIME_API", api.address(), "_HANDLER", handler, "LAMBDA_TASK_ROOT", code.toString(),
        "AWS_LAMBDA_FUNCTION_NAME", "test", "AWS_LAMBDA_FUNCTION_VERSION", "1", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memory),
        "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand", "TZ", ":UTC", "LANG", "en_US.UTF-8"));
    variables.putAll(environment);
    Process process = builder.start();
    process.onExit().thenAccept(ended -> api.died("the environment ended with status " + ended.exitValue()));
    LambdaEnvironment started = new LambdaEnvironment(api, process);
    try {
      api.ready().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      return started;
    } catch (ExecutionException | TimeoutException e) {
      started.close();
      throw new IllegalStateException(handler + " did not start", e);
    } catch (InterruptedException e) {
      started.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs one event.
   *
   * @return the function's answer
   * @throws IllegalStateException when the function fails (the message holds its error), dies or takes longer than a minute
   */
  public String invoke(String event) {
    try {
      RuntimeApi.Outcome outcome = api.submit(event.getBytes(StandardCharsets.UTF_8), System.currentTimeMillis() + TIMEOUT.toMillis())
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      String payload = new String(outcome.payload(), StandardCharsets.UTF_8);
      if (outcome.failed()) {
        throw new IllegalStateException(payload);
      }
      return payload;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The process, for those who measure it. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  private static String runtimeClassPath() {
    return RUNTIME_CLASSES.stream().map(LambdaEnvironment::jarOf).distinct().collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private static String jarOf(String className) {
    try {
      return Path.of(Class.forName(className, false, LambdaEnvironment.class.getClassLoader()).getProtectionDomain().getCodeSource()
          .getLocation().toURI()).toString();
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    api.close();
  }
}
