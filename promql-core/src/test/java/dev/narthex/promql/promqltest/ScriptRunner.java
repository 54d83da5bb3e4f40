package dev.narthex.promql.promqltest;

import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.notation.SequenceItem;
import dev.narthex.promql.notation.SeriesNotation;
import dev.narthex.promql.promqltest.Command.Eval;
import dev.narthex.promql.promqltest.Command.Expectations;
import dev.narthex.promql.promqltest.Command.Load;
import dev.narthex.promql.promqltest.Command.Time;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.source.MemorySeriesSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs the commands of one script after another against an engine. Each instant evaluation runs twice more: with {@code @} on every
 * selector at several times, and as the middle step of a range query.
 */
final class ScriptRunner {
  /** What the scripts assume; that counters are known by their names, not by a label of their type, is how Prometheus runs its own. */
  private static final QueryOptions OPTIONS =
      QueryOptions.defaults()
          .withFeatures(EnumSet.complementOf(EnumSet.of(QueryFeature.TYPE_AND_UNIT_LABELS)))
          .withMaxSamples(10_000)
          .withTimeout(Duration.ofSeconds(100))
          .withDefaultSubqueryStep(Duration.ofMinutes(1));

  private static final Pattern QUERY_TIMES = Pattern.compile("(?i)\\b(range|step|start|end)\\s*\\(\\s*\\)");
  private static final long MINUTE = 60_000;

  private final QueryEngine engine;
  private final MemorySeriesSource source = new MemorySeriesSource();
  private StoredHints hints = new StoredHints();

  ScriptRunner(QueryEngine engine) {
    this.engine = engine;
  }

  /** What became of the command on a line; no problem means that it passed. */
  record Verdict(int line, String command, Optional<String> problem) {}

  List<Verdict> run(Script script) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Command command : script.commands()) {
      switch (command) {
        case Command.Clear _ -> {
          source.clear();
          hints = new StoredHints();
        }
        case Load load -> load(load);
        case Eval eval -> verdicts.add(new Verdict(eval.line(), eval.query(), judged(eval)));
        case Command.Broken broken -> verdicts.add(new Verdict(broken.line(), broken.text(), Optional.of("is no command: " + broken.reason())));
      }
    }
    return verdicts;
  }

  private void load(Load load) {
    for (Command.Series series : load.series()) {
      Labels labels = series.notation().labels();
      List<SequenceItem> items = series.notation().items();
      for (int i = 0; i < items.size(); i++) {
        long time = i * load.stepMillis();
        int index = i;
        Optional<Long> offset = series.startOffsets().flatMap(offsets -> offsets.get(index));
        long start = offset.map(o -> time + o).orElse(0L);
        switch (items.get(i)) {
          case SequenceItem.Gap _ -> {}
          case SequenceItem.Value(double value) -> {
            hints.interrupt(labels);
            source.add(labels, time, value, null, start);
          }
          case SequenceItem.Histogram(var literal) ->
              source.add(labels, time, StaleMarker.VALUE, hints.stored(labels, literal.histogram()), start);
        }
      }
    }
    if (load.withCustomBuckets()) {
      ClassicHistograms.addCustomBucketSeries(load, source, hints);
    }
  }

  private Optional<String> judged(Eval eval) {
    try {
      return judge(eval);
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return Optional.of("threw " + e + (trace.length > 0 ? " at " + trace[0] : ""));
    }
  }

  private Optional<String> judge(Eval eval) {
    return switch (eval.time()) {
      case Time.Range range -> {
        Answer answer = ask(() -> engine.range(source, eval.query(), range.start(), range.end(), range.step(), OPTIONS));
        yield judge(eval.expected(), answer, Optional.of(range));
      }
      case Time.Instant(long at) -> {
        Optional<String> problem = judgeInstant(eval, eval.query(), at);
        if (problem.isEmpty()) {
          for (AtRewriting.Variant variant : AtRewriting.variants(eval.query(), at)) {
            problem = judgeInstant(eval, variant.query(), variant.time());
            if (problem.isPresent()) {
              yield problem.map(p -> "asked as " + variant.query() + " at " + variant.time() + " ms: " + p);
            }
          }
        }
        yield problem;
      }
    };
  }

  private Optional<String> judgeInstant(Eval eval, String query, long at) {
    Expectations expected = eval.expected();
    Answer answer = ask(() -> engine.instant(source, query, at, OPTIONS));
    Optional<String> problem = judge(expected, answer, expected.rangeVector());
    boolean middleComparable = expected.failure().isEmpty() && expected.text().isEmpty() && expected.rangeVector().isEmpty();
    if (problem.isPresent() || !middleComparable || QUERY_TIMES.matcher(query).find()) {
      return problem;
    }
    Answer range = ask(() -> engine.range(source, query, at - MINUTE, at + MINUTE, MINUTE, OPTIONS));
    if (range instanceof Failure(String message)) {
      return Optional.of("as a range query: failed with " + message);
    }
    if (expected.ordered() || !(range instanceof Success(QueryOutcome outcome))) {
      return Optional.empty();
    }
    boolean scalar = expected.scalar().isPresent();
    return ResultComparison.values(expected, middle(outcome.result(), at, scalar), Optional.empty()).map(p -> "as a range query: " + p);
  }

  /** What a matrix holds at one time. */
  private static QueryResult middle(QueryResult result, long at, boolean scalar) {
    List<QueryResult.Sample> samples = new ArrayList<>();
    if (result instanceof QueryResult.Matrix(List<QueryResult.Series> all)) {
      for (QueryResult.Series series : all) {
        for (int i = 0; i < series.floats().length; i++) {
          if (series.floatTimes()[i] == at) {
            samples.add(new QueryResult.Sample(series.labels(), at, series.floats()[i], null));
          }
        }
        for (int i = 0; i < series.histograms().length; i++) {
          if (series.histogramTimes()[i] == at) {
            samples.add(new QueryResult.Sample(series.labels(), at, 0, series.histograms()[i]));
          }
        }
      }
    }
    return scalar && samples.size() == 1 ? new QueryResult.Scalar(at, samples.getFirst().value()) : new QueryResult.Vector(samples);
  }

  private sealed interface Answer {}

  private record Success(QueryOutcome outcome) implements Answer {}

  private record Failure(String message) implements Answer {}

  private interface Question {
    QueryOutcome ask();
  }

  private static Answer ask(Question question) {
    try {
      return new Success(question.ask());
    } catch (dev.narthex.promql.query.QueryException e) {
      return new Failure(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> judge(Expectations expected, Answer answer, Optional<Time.Range> times) {
    return switch (answer) {
      case Failure(String message) -> {
        if (expected.failure().isEmpty()) {
          yield Optional.of("failed with " + message + "\n    wanted " + wanted(expected));
        }
        yield expected.failure().get().matches(message)
            ? Optional.empty()
            : Optional.of("failed with " + message + "\n    wanted the failure " + expected.failure().get());
      }
      case Success(QueryOutcome outcome) -> {
        if (expected.failure().isPresent()) {
          yield Optional.of("got " + ResultComparison.describe(outcome.result()) + "\n    wanted the failure " + expected.failure().get());
        }
        yield ResultComparison.remarks("warning", expected.warnings(), outcome.annotations().warnings())
            .or(() -> ResultComparison.remarks("info", expected.infos(), outcome.annotations().infos()))
            .or(() -> ResultComparison.values(expected, outcome.result(), times));
      }
    };
  }

  private static String wanted(Expectations expected) {
    List<String> rows = new ArrayList<>();
    for (SeriesNotation row : expected.rows()) {
      rows.add(row.labels() + " " + row.rest());
    }
    return expected.scalar().map(String::valueOf).orElse(rows.toString());
  }
}
