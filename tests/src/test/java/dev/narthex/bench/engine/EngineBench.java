package dev.narthex.bench.engine;

import dev.narthex.model.GoQuote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code tests/bench engine [--short] [--json] [EXPRESSION…]}: a line a case; without expressions all of {@link EngineBenchmark}. The same
 * goes as JSON to the file that the system property {@code narthex.bench.json} names. {@code --short} measures each case for less than a
 * second, which shows orders of magnitude.
 */
public final class EngineBench {
  private static final int SHORT_MILLIS = 200;

  private EngineBench() {}

  public static void main(String[] arguments) throws RunnerException, IOException {
    List<String> expressions = new ArrayList<>(List.of(arguments));
    boolean onlyJson = expressions.remove("--json");
    boolean brief = expressions.remove("--short");
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include(EngineBenchmark.class.getSimpleName() + ".query$")
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT);
    if (brief) {
      TimeValue time = TimeValue.milliseconds(SHORT_MILLIS);
      options.warmupIterations(2).warmupTime(time).measurementIterations(2).measurementTime(time);
    }
    if (!expressions.isEmpty()) {
      options.param("expression", expressions.toArray(String[]::new));
    }
    List<String> json = new ArrayList<>();
    List<String> table = new ArrayList<>();
    table.add(String.format(Locale.ROOT, "%-62s %6s %12s %14s %10s", "expression", "steps", "µs/query", "ns/series/step", "kB/query"));
    for (RunResult result : new Runner(options.build()).run()) {
      String expression = result.getParams().getParam("expression");
      int steps = Integer.parseInt(result.getParams().getParam("steps"));
      double nanos = result.getPrimaryResult().getScore();
      double each = nanos / EngineBenchmark.SERIES / steps;
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      double kilobytes = allocated == null ? 0 : allocated.getScore() / 1000;
      json.add(String.format(
          Locale.ROOT,
          "{\"expression\":%s,\"steps\":%d,\"nanos\":%.0f,\"nanosPerSeriesStep\":%.2f,\"kilobytes\":%.1f}",
          GoQuote.quote(expression), steps, nanos, each, kilobytes));
      table.add(String.format(Locale.ROOT, "%-62s %6d %12.1f %14.1f %10.0f", expression, steps, nanos / 1000, each, kilobytes));
    }
    String all = "[" + String.join(",\n", json) + "]\n";
    System.out.print(onlyJson ? all : String.join("\n", table) + "\n");
    String file = System.getProperty("narthex.bench.json", "");
    if (!file.isEmpty()) {
      Files.createDirectories(Path.of(file).toAbsolutePath().getParent());
      Files.writeString(Path.of(file), all);
    }
  }
}
