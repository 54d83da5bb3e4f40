package dev.narthex.local.cli;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.local.ruletest.JUnitReport;
import dev.narthex.local.ruletest.RuleTests;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.rules.unittest.UnitTestFailure;
import dev.narthex.yaml.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex test rules}: promtool's unit-test files, unchanged. */
@Command(
    name = "rules",
    description = {"Runs unit tests of rules; the files are those of 'promtool test rules'.", "Answers 0 when all tests pass, 1 when not.%n"},
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TestRulesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The test files.")
  private List<Path> files = List.of();

  @Option(names = "--run", paramLabel = "REGEX", description = "Only tests whose name matches; may be given several times.")
  private List<String> run = List.of();

  @Option(names = "--diff", description = "Show what was expected and what came line by line.")
  private boolean diff;

  @Option(names = "--debug", description = "Say which test runs.")
  private boolean debug;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML too.")
  private @Nullable Path junit;

  @Option(names = "--enable-feature", paramLabel = "NAME", split = ",", description = "Experimental parts of PromQL, by Prometheus' names.")
  private List<String> features = List.of();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    QueryOptions options = QueryOptions.defaults().withFeatures(features());
    List<Pattern> names = run.stream().map(this::pattern).toList();
    JUnitReport report = new JUnitReport();
    boolean failed = false;
    for (Path file : files) {
      out.println("Unit Testing:  " + file);
      RuleTests.Listener listener = (name, test) -> {
        if (debug) {
          err.println("DEBUG: Starting test " + (name.isEmpty() ? "without a name" : name));
        }
      };
      RuleTests.Result result = tests(file, options, names, listener);
      result.warnings().forEach(warning -> err.println("  WARNING: " + warning));
      err.flush();
      out.flush();
      report.add(file.toString(), result);
      if (result.failures().isEmpty()) {
        out.println("  SUCCESS");
      } else {
        failed = true;
        err.println("  FAILED:");
        result.failures().forEach(failure -> err.println(diff ? failure.diff() : failure.text()));
        err.flush();
      }
      out.println();
      out.flush();
    }
    write(report);
    return failed ? ExitCode.FINDING.number() : ExitCode.OK.number();
  }

  private static RuleTests.Result tests(Path file, QueryOptions options, List<Pattern> names, RuleTests.Listener listener) {
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    try {
      return new RuleTests(new DirectoryConfigFolder(folder), options, InstantSource.system()).run(file.getFileName() + "", Files.readString(file), names, listener);
    } catch (ConfigException e) {
      return broken(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // as promtool: a failure of that file, and the others are run
      return broken("the file " + file + " cannot be read: " + Home.reason(e));
    }
  }

  private static RuleTests.Result broken(String reason) {
    return RuleTests.Result.broken(new UnitTestFailure(reason, reason));
  }

  private Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(spec.commandLine(), "--run " + text + " is no regular expression: " + e.getDescription());
    }
  }

  private Set<QueryFeature> features() {
    Set<QueryFeature> known = EnumSet.noneOf(QueryFeature.class);
    for (String name : features) {
      known.add(QueryFeature.named(name).orElseThrow(() -> new ParameterException(spec.commandLine(), "unknown feature " + name)));
    }
    return known;
  }

  private void write(JUnitReport report) {
    Path file = junit;
    if (file != null) {
      try {
        Files.writeString(file, report.xml());
      } catch (IOException e) {
        throw new CommandException(ExitCode.IO, "the report " + file + " cannot be written: " + e.getMessage());
      }
    }
  }
}
