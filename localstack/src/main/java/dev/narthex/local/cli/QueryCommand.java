package dev.narthex.local.cli;

import dev.narthex.local.query.AnswerTable;
import dev.narthex.local.query.HttpQueries;
import dev.narthex.local.query.QueryAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex query}: PromQL on the command line. */
@Command(
    name = "query",
    description = {
      "Evaluates PromQL.",
      "Asks the Narthex that holds the data directory, or reads the directory itself when nobody does.%n"
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {QueryCommand.Instantly.class, QueryCommand.Range.class, ExplainCommand.class},
    footer = {
      "",
      "Examples:",
      "  ./narthex query instant up",
      "  ./narthex query range 'sum by (mode) (rate(node_cpu_seconds_total[5m]))' --start -1h --step 5m",
      "  ./narthex query explain 'sum(rate(http_requests_total[5m]))'",
      "  ./narthex query instant up --url http://prometheus:9090 --json"
    })
final class QueryCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Where the answer comes from, and how it is shown. */
  static final class Source {
    @Option(names = "--data", paramLabel = "DIR", description = "The data directory (default: data beside ./narthex).")
    private Path data = Home.data();

    @Option(names = "--url", paramLabel = "URL", description = "Ask this server instead; any that speaks Prometheus' HTTP API.")
    private @Nullable String url;

    @Option(names = "--json", description = "Print the API's JSON instead of a table.")
    private boolean json;

    int ask(String endpoint, Map<String, String> parameters, PrintWriter out) throws IOException {
      byte[] answer = answer(endpoint, parameters);
      QueryAnswer parsed = QueryAnswer.parse(answer);
      if (json) {
        out.println(new String(answer, StandardCharsets.UTF_8));
      } else if (parsed.error().isEmpty()) {
        new AnswerTable(ZoneId.systemDefault()).print(parsed, out);
      }
      out.flush();
      if (parsed.error().isEmpty()) {
        return ExitCode.OK.number();
      }
      throw new CommandException(ExitCode.FINDING, parsed.error());
    }

    boolean asJson() {
      return json;
    }

    /** The API's answer as it came. */
    byte[] answer(String endpoint, Map<String, String> parameters) {
      return Server.ask(url, data, base -> http(base, endpoint, parameters));
    }

    private static byte[] http(String base, String endpoint, Map<String, String> parameters) {
      try {
        return new HttpQueries(base).query(endpoint, parameters);
      } catch (IOException | IllegalArgumentException e) {
        throw new CommandException(ExitCode.IO, "no answer from " + base + ": " + (e.getMessage() == null ? e.toString() : e.getMessage()), e);
      }
    }
  }

  /** {@code narthex query instant}. */
  @Command(name = "instant", description = "Evaluates an expression at one moment.%n", mixinStandardHelpOptions = true)
  static final class Instantly implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli
    @Mixin private Source source = new Source();

    @Parameters(paramLabel = "EXPR", description = "PromQL, such as up or 'rate(http_requests_total[5m])'.")
    private String expression = "";

    @Option(names = "--time", paramLabel = "TIME", description = "now, -1h, epoch seconds or RFC 3339 (default: now).")
    private String time = "now";

    @Override
    public Integer call() throws IOException {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("query", expression);
      parameters.put("time", Durations.time("--time", time, InstantSource.system().instant()).toString());
      return source.ask("query", parameters, spec.commandLine().getOut());
    }
  }

  /** {@code narthex query range}. */
  @Command(name = "range", description = "Evaluates an expression over a range of time.%n", mixinStandardHelpOptions = true)
  static final class Range implements Callable<Integer> {
    private static final int POINTS = 60;

    @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli
    @Mixin private Source source = new Source();

    @Parameters(paramLabel = "EXPR", description = "PromQL, such as 'rate(http_requests_total[5m])'.")
    private String expression = "";

    @Option(names = "--start", paramLabel = "TIME", description = "now, -1h, epoch seconds or RFC 3339 (default: -1h).")
    private String start = "-1h";

    @Option(names = "--end", paramLabel = "TIME", description = "As --start (default: now).")
    private String end = "now";

    @Option(names = "--step", paramLabel = "DURATION", description = "Such as 30s (default: a sixtieth of the range).")
    private @Nullable String step;

    @Override
    public Integer call() throws IOException {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("query", expression);
      put(parameters, start, end, step, InstantSource.system().instant());
      return source.ask("query_range", parameters, spec.commandLine().getOut());
    }

    /** Adds the parameters of a range. */
    static void put(Map<String, String> parameters, String start, String end, @Nullable String step, Instant now) {
      Instant from = Durations.time("--start", start, now);
      Instant to = Durations.time("--end", end, now);
      if (to.isBefore(from)) {
        throw new CommandException(ExitCode.USAGE, "--end lies before --start");
      }
      long span = to.toEpochMilli() - from.toEpochMilli();
      long millis = step == null ? Math.max(1000, span / POINTS / 1000 * 1000) : Durations.millis("--step", step);
      parameters.put("start", from.toString());
      parameters.put("end", to.toString());
      parameters.put("step", Double.toString(millis / 1000.0));
    }
  }
}
