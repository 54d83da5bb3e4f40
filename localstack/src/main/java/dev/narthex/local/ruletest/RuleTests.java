package dev.narthex.local.ruletest;

import com.google.re2j.Pattern;
import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.rules.RuleFileReader;
import dev.narthex.rules.RuleGroup;
import dev.narthex.rules.unittest.UnitTestFailure;
import dev.narthex.rules.unittest.UnitTestFile;
import dev.narthex.rules.unittest.UnitTestReader;
import dev.narthex.rules.unittest.UnitTestRun;
import dev.narthex.yaml.ConfigException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Runs the tests of one file. */
public final class RuleTests {
  private final ConfigFolder folder;
  private final QueryOptions options;
  private final InstantSource clock;

  /**
   * @param folder of the test file: rule files are named relative to it
   */
  public RuleTests(ConfigFolder folder, QueryOptions options, InstantSource clock) {
    this.folder = folder;
    this.options = options;
    this.clock = clock;
  }

  /** Hears of each test before it runs. */
  @FunctionalInterface
  public interface Listener {
    void starts(String name, UnitTestFile.Test test);
  }

  /** One test that ran. */
  public record Case(String name, List<UnitTestFailure> failures) {}

  /**
   * How a file went.
   *
   * @param warnings patterns that name no file
   */
  public record Result(List<Case> cases, List<String> warnings) {
    /** A file that could not be used at all. */
    public static Result broken(UnitTestFailure failure) {
      return new Result(List.of(new Case("", List.of(failure))), List.of());
    }

    public List<UnitTestFailure> failures() {
      return cases.stream().flatMap(one -> one.failures().stream()).toList();
    }
  }

  /**
   * Runs those tests of a file whose name matches one of the patterns; all when there are none.
   *
   * @throws ConfigException when the test file or a rule file is wrong
   */
  public Result run(String name, String text, List<Pattern> names, Listener listener) throws IOException {
    UnitTestFile file = UnitTestReader.read(name, text);
    RuleFileReader reader = new RuleFileReader(new PromqlParser(QueryEngine.parserOptions(options)), file.evaluationInterval());
    List<RuleGroup> groups = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>();
    for (String pattern : file.ruleFiles()) {
      List<String> found = folder.matching(pattern);
      if (found.isEmpty()) {
        warnings.add("no file match pattern " + pattern);
      }
      for (String path : found) {
        if (seen.add(path)) {
          groups.addAll(reader.read(path, folder.read(path).orElse("")));
        }
      }
    }
    List<Case> cases = new ArrayList<>();
    for (UnitTestFile.Test test : file.tests()) {
      if (names.isEmpty() || names.stream().anyMatch(pattern -> pattern.matcher(test.name()).find())) {
        listener.starts(test.name(), test);
        cases.add(new Case(test.name(), UnitTestRun.run(file, test, groups, options, clock)));
      }
    }
    return new Result(cases, warnings);
  }
}
