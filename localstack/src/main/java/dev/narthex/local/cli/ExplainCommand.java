package dev.narthex.local.cli;

import dev.narthex.local.query.ExplainAnswer;
import dev.narthex.local.query.ExplainTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
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

/** {@code narthex query explain}: runs a query and shows its plan with what each part took, and what the query costs. */
@Command(
    name = "explain",
    description = {
      "Runs a query and shows its plan with what each part took, and what the query costs on AWS.",
      "At one moment, or over a range with --range or any option of a range.%n"
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  ./narthex query explain 'sum(rate(http_requests_total[5m]))'", "  ./narthex query explain up --start -6h --step 1m"})
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli
  @Mixin private QueryCommand.Source source = new QueryCommand.Source();

  @Parameters(paramLabel = "EXPR", description = "PromQL, such as 'rate(http_requests_total[5m])'.")
  private String expression = "";

  @Option(names = "--time", paramLabel = "TIME", description = "now, -1h, epoch seconds or RFC 3339 (default: now).")
  private @Nullable String time;

  @Option(names = "--range", description = "Over the last hour instead of at one moment.")
  private boolean range;

  @Option(names = "--start", paramLabel = "TIME", description = "As --time (default of a range: -1h).")
  private @Nullable String start;

  @Option(names = "--end", paramLabel = "TIME", description = "As --time (default of a range: now).")
  private @Nullable String end;

  @Option(names = "--step", paramLabel = "DURATION", description = "Such as 30s (default: a sixtieth of the range).")
  private @Nullable String step;

  @Override
  public Integer call() throws IOException {
    boolean ranged = range || start != null || end != null || step != null;
    if (ranged && time != null) {
      throw new CommandException(ExitCode.USAGE, "--time asks at one moment; leave it out, or --range, --start, --end and --step");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", expression);
    parameters.put("explain", "true");
    Instant now = InstantSource.system().instant();
    if (ranged) {
      QueryCommand.Range.put(parameters, start == null ? "-1h" : start, end == null ? "now" : end, step, now);
    } else {
      parameters.put("time", Durations.time("--time", time == null ? "now" : time, now).toString());
    }
    byte[] answer = source.answer(ranged ? "query_range" : "query", parameters);
    ExplainAnswer parsed = ExplainAnswer.parse(answer);
    PrintWriter out = spec.commandLine().getOut();
    if (source.asJson()) {
      out.println(new String(answer, StandardCharsets.UTF_8));
    } else if (parsed.error().isEmpty()) {
      ExplainAnswer.Node plan =
          parsed.plan().orElseThrow(() -> new CommandException(ExitCode.FINDING, "the server does not explain queries; ask a Narthex with --url, or leave --url out"));
      ExplainTree.print(plan, parsed.expenses(), out);
    }
    out.flush();
    if (parsed.error().isEmpty()) {
      return ExitCode.OK.number();
    }
    throw new CommandException(ExitCode.FINDING, parsed.error());
  }
}
