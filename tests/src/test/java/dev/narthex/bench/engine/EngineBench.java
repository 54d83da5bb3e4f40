package dev.narthex.bench.engine;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@code tests/bench engine [--json] [EXPRESSION…]}: a line a case; without expressions all of {@link EngineBenchmark}. */
public final class EngineBench {
  private EngineBench() {}

  public static void main(String[] arguments) throws RunnerException {
    java.util.List<String> expressions = new java.util.ArrayList<>(java.util.List.of(arguments));
    boolean json = expressions.remove("--json");
    ChainedOptionsBuilder options = new OptionsBuilder()
        .include(EngineBenchmark.class.getSimpleName() + ".query$")
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT);
    if (!expressions.isEmpty()) {
      options.param("expression", expressions.toArray(String[]::new));
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    System.out.println(json ? "[" : String.format("%-62s %6s %12s %14s %10s", "expression", "steps", "µs/query", "ns/series/step", "kB/query"));
    String separator = "";
    for (RunResult result : results) {
      String expression = result.getParams().getParam("expression");
      int steps = Integer.parseInt(result.getParams().getParam("steps"));
      double nanos = result.getPrimaryResult().getScore();
      double each = nanos / EngineBenchmark.SERIES / steps;
      Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
      double kilobytes = allocated == null ? 0 : allocated.getScore() / 1000;
      if (json) {
        System.out.printf(
            Locale.ROOT,
            "%s{\"expression\":\"%s\",\"steps\":%d,\"nanos\":%.0f,\"nanosPerSeriesStep\":%.2f,\"kilobytes\":%.1f}%n",
            separator, expression, steps, nanos, each, kilobytes);
        separator = ",";
      } else {
        System.out.printf(Locale.ROOT, "%-62s %6d %12.1f %14.1f %10.0f%n", expression, steps, nanos / 1000, each, kilobytes);
      }
    }
    System.out.print(json ? "]\n" : "");
  }
}
