package dev.narthex.promql.promqltest;

import dev.narthex.model.PromDuration;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.notation.SeriesNotation;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.promqltest.Command.Expectations;
import dev.narthex.promql.promqltest.Command.Match;
import dev.narthex.promql.promqltest.Command.Remarks;
import dev.narthex.promql.promqltest.Command.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands of a script: {@code clear}, {@code load STEP}, {@code load_with_nhcb STEP}, {@code eval instant at T EXPR}, {@code eval
 * range from A to B step S EXPR} with the legacy suffixes, and the expectations below an eval. Lines that start with {@code #} count
 * as blank; a blank line ends a command. What is no command is kept as {@link Command.Broken}, so that it fails and the rest still runs.
 */
record Script(List<Command> commands) {
  private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern INSTANT =
      Pattern.compile("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(\\S+))?\\s+(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern RANGE =
      Pattern.compile(
          "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+?)\\s+(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXPECT =
      Pattern.compile("expect\\s+(ordered|fail|warn|no_warn|info|no_info)(?:\\s+(regex|msg):(.+))?", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXPECT_RANGE =
      Pattern.compile("expect\\s+range\\s+vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXPECT_STRING = Pattern.compile("expect\\s+string\\s+(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LEGACY_FAILURE = Pattern.compile("expected_fail_(message|regexp)\\s+(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern SCALAR = Pattern.compile("[+-]?([0-9.][0-9.eE+-]*|inf|nan)", Pattern.CASE_INSENSITIVE);

  static Script parse(List<String> lines) {
    return new Reader(lines).read();
  }

  private static final class Reader {
    private final List<String> lines;
    private int at;

    Reader(List<String> lines) {
      this.lines = lines.stream().map(String::trim).map(line -> line.startsWith("#") ? "" : line).toList();
    }

    Script read() {
      List<Command> commands = new ArrayList<>();
      while (at < lines.size()) {
        String line = lines.get(at);
        if (line.isEmpty()) {
          at++;
          continue;
        }
        int number = at + 1;
        String word = line.split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        try {
          commands.add(command(word, line));
        } catch (IllegalArgumentException | ParseException e) {
          commands.add(new Command.Broken(number, line, String.valueOf(e.getMessage())));
          skipBlock(number);
        }
      }
      return new Script(commands);
    }

    /** Goes on behind the block that begins on a line. */
    private void skipBlock(int number) {
      at = Math.max(at, number);
      while (at < lines.size() && !lines.get(at).isEmpty()) {
        at++;
      }
    }

    private Command command(String word, String line) {
      if (word.equals("clear")) {
        at++;
        return new Command.Clear(at);
      }
      if (word.startsWith("load")) {
        return load(line);
      }
      if (word.startsWith("eval")) {
        return eval(line);
      }
      throw new IllegalArgumentException("unknown command " + line);
    }

    private List<String> block() {
      List<String> block = new ArrayList<>();
      at++;
      while (at < lines.size() && !lines.get(at).isEmpty()) {
        block.add(lines.get(at++));
      }
      return block;
    }

    private Command load(String line) {
      Matcher matcher = LOAD.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("load takes a step, got " + line);
      }
      int number = at + 1;
      List<Command.Series> series = new ArrayList<>();
      Optional<List<Optional<Long>>> starts = Optional.empty();
      for (String row : block()) {
        SeriesNotation labels = SeriesNotation.parseLabels(row);
        if (labels.rest().startsWith("@st")) {
          starts = Optional.of(StartOffsets.parse(labels.rest().substring(3).trim()));
        } else {
          series.add(new Command.Series(SeriesNotation.parse(row), starts));
          starts = Optional.empty();
        }
      }
      return new Command.Load(number, millis(matcher.group(2)), matcher.group(1) != null, series);
    }

    private Command eval(String line) {
      int number = at + 1;
      Matcher instant = INSTANT.matcher(line);
      if (instant.matches()) {
        long time = instant.group(2) == null ? 0 : millis(instant.group(2));
        return expecting(new Command.Eval(number, instant.group(3), new Time.Instant(time), NOTHING), instant.group(1));
      }
      Matcher range = RANGE.matcher(line);
      if (!range.matches()) {
        throw new IllegalArgumentException("neither an instant nor a range eval: " + line);
      }
      Time time = new Time.Range(millis(range.group(2)), millis(range.group(3)), millis(range.group(4)));
      return expecting(new Command.Eval(number, range.group(5), time, NOTHING), range.group(1));
    }

    private static final Remarks UNCHECKED = new Remarks(false, false, List.of());
    private static final Expectations NOTHING =
        new Expectations(
            false, Optional.empty(), UNCHECKED, UNCHECKED, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    private Command expecting(Command.Eval eval, @org.jspecify.annotations.Nullable String suffix) {
      String legacy = suffix == null ? "" : suffix.toLowerCase(Locale.ROOT);
      ExpectationReader reader = new ExpectationReader(legacy);
      for (String row : block()) {
        reader.add(row);
      }
      return new Command.Eval(eval.line(), eval.query(), eval.time(), reader.result());
    }
  }

  private static final class ExpectationReader {
    private boolean ordered;
    private Optional<Match> failure = Optional.empty();
    private boolean someWarning;
    private boolean noWarning;
    private boolean someInfo;
    private boolean noInfo;
    private final List<Match> warnings = new ArrayList<>();
    private final List<Match> infos = new ArrayList<>();
    private Optional<Double> scalar = Optional.empty();
    private Optional<String> text = Optional.empty();
    private Optional<Time.Range> rangeVector = Optional.empty();
    private final List<SeriesNotation> rows = new ArrayList<>();

    ExpectationReader(String legacySuffix) {
      ordered = legacySuffix.equals("ordered");
      someWarning = legacySuffix.equals("warn");
      someInfo = legacySuffix.equals("info");
      failure = legacySuffix.equals("fail") ? Optional.of(Match.ANYTHING) : failure;
    }

    void add(String row) {
      Matcher legacy = LEGACY_FAILURE.matcher(row);
      if (legacy.matches()) {
        boolean message = legacy.group(1).equalsIgnoreCase("message");
        failure = Optional.of(message ? exactly(legacy.group(2)) : like(legacy.group(2)));
      } else if (row.split("\\s+", 2)[0].equalsIgnoreCase("expect")) {
        expect(row);
      } else if (SCALAR.matcher(row).matches()) {
        scalar = Optional.of(scalar(row));
      } else {
        rows.add(SeriesNotation.parse(row));
      }
    }

    private static double scalar(String text) {
      return ((dev.narthex.promql.ast.NumberLiteral) new PromqlParser(ParserOptions.DEFAULTS).parse(text)).value();
    }

    private void expect(String row) {
      Matcher string = EXPECT_STRING.matcher(row);
      Matcher range = EXPECT_RANGE.matcher(row);
      Matcher expect = EXPECT.matcher(row);
      if (string.matches()) {
        text = Optional.of(((StringLiteral) new PromqlParser(ParserOptions.DEFAULTS).parse(string.group(1))).value());
      } else if (range.matches()) {
        rangeVector = Optional.of(new Time.Range(millis(range.group(1)), millis(range.group(2)), millis(range.group(3))));
      } else if (expect.matches()) {
        Optional<String> how = Optional.ofNullable(expect.group(2)).map(word -> word.toLowerCase(Locale.ROOT));
        String argument = Optional.ofNullable(expect.group(3)).map(String::trim).orElse("");
        expect(expect.group(1).toLowerCase(Locale.ROOT), how.map(word -> word.equals("msg") ? exactly(argument) : like(argument)));
      } else {
        throw new IllegalArgumentException("unknown expectation " + row);
      }
    }

    private void expect(String what, Optional<Match> match) {
      switch (what) {
        case "ordered" -> ordered = true;
        case "fail" -> failure = Optional.of(match.orElse(Match.ANYTHING));
        case "no_warn" -> noWarning = true;
        case "no_info" -> noInfo = true;
        case "warn" -> {
          someWarning = true;
          match.ifPresentOrElse(warnings::add, () -> warnings.add(Match.ANYTHING));
        }
        default -> {
          someInfo = true;
          match.ifPresentOrElse(infos::add, () -> infos.add(Match.ANYTHING));
        }
      }
    }

    Expectations result() {
      return new Expectations(
          ordered,
          failure,
          new Remarks(someWarning, noWarning, warnings),
          new Remarks(someInfo, noInfo, infos),
          scalar,
          text,
          rangeVector,
          rows);
    }
  }

  private static Match exactly(String text) {
    return new Match(Optional.of(text), Optional.empty());
  }

  private static Match like(String pattern) {
    return new Match(Optional.empty(), Optional.of(Pattern.compile(pattern)));
  }

  /** A time or a duration: {@code 5m}, {@code -1m}, or a number of seconds. */
  static long millis(String text) {
    boolean minus = text.startsWith("-");
    String length = minus ? text.substring(1) : text;
    boolean seconds = !length.isEmpty() && Character.isDigit(length.charAt(length.length() - 1));
    long millis = seconds ? Math.round(Double.parseDouble(length) * 1000) : PromDuration.parse(length).millis();
    return minus ? -millis : millis;
  }
}
