package dev.narthex.promql.promqltest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every evaluation of the project's own scripts, and of Prometheus' scripts where that folder is present. */
class ScriptsTest {
  private static final Path OWN = Path.of("src/test/resources/promqltest");

  @TestFactory
  Stream<DynamicTest> ownScripts() {
    return tests(OWN);
  }

  @TestFactory
  Stream<DynamicTest> sharedScripts() {
    Path shared = sharedFolder().resolve("promqltest");
    if (!Files.isDirectory(shared)) {
      System.err.println("SKIPPED: no conformance scripts of Prometheus at " + shared + " (set -Dnarthex.shared to the shared folder)");
    }
    assumeTrue(Files.isDirectory(shared), "no folder " + shared);
    return tests(shared);
  }

  private static Stream<DynamicTest> tests(Path folder) {
    return PromqlTest.scripts(folder).stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertAllPass(file)));
  }

  private static void assertAllPass(Path file) {
    assertThat(problems(file)).isEmpty();
  }

  private static List<String> problems(Path file) {
    List<ScriptRunner.Verdict> verdicts = PromqlTest.run(file);
    assertThat(verdicts).isNotEmpty();
    List<String> problems = new ArrayList<>();
    for (ScriptRunner.Verdict verdict : verdicts) {
      verdict.problem().ifPresent(p -> problems.add(file + ":" + verdict.line() + ": " + verdict.command() + "\n    " + p));
    }
    return problems;
  }

  /** {@code ../shared} beside the project's root, wherever the module is built from. */
  private static Path sharedFolder() {
    String configured = System.getProperty("narthex.shared");
    if (configured != null) {
      return Path.of(configured);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder.getParent() != null && !isRoot(folder)) {
      folder = folder.getParent();
    }
    return folder.resolve("../shared").normalize();
  }

  private static boolean isRoot(Path folder) {
    try {
      Path pom = folder.resolve("pom.xml");
      return Files.exists(pom) && Files.readString(pom).contains("<artifactId>narthex-parent</artifactId>")
          && Files.isDirectory(folder.resolve("promql-core"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void ownScriptsUseTheWholeLanguage() throws IOException {
    Set<PromqlFunction> functions = EnumSet.allOf(PromqlFunction.class);
    Set<Aggregator> aggregators = EnumSet.allOf(Aggregator.class);
    Set<BinaryOperator> operators = EnumSet.allOf(BinaryOperator.class);
    StringBuilder queries = new StringBuilder();
    for (Path file : PromqlTest.scripts(OWN)) {
      for (Command command : Script.parse(Files.readAllLines(file)).commands()) {
        if (command instanceof Command.Eval eval && hasAnswer(eval.expected())) {
          queries.append(eval.query()).append('\n');
          strikeOut(eval.query(), functions, aggregators, operators);
        }
      }
    }
    assertThat(functions).isEmpty();
    assertThat(aggregators).isEmpty();
    assertThat(operators).isEmpty();
    assertThat(queries.toString())
        .contains(" offset ", " @ ", "start()", "end()", "anchored", "smoothed", "bool", "group_left", "group_right", "fill(", "fill_left(")
        .contains("fill_right(", " on(", " ignoring(", " by (", " without (", "[3m:1m]", "step()", "range()", "offset -", "{\"");
  }

  /** An expression that fails or finds nothing tells little of what stands in it. */
  private static boolean hasAnswer(Command.Expectations expected) {
    return expected.failure().isEmpty() && (expected.scalar().isPresent() || expected.text().isPresent() || !expected.rows().isEmpty());
  }

  private static void strikeOut(String query, Set<PromqlFunction> functions, Set<Aggregator> aggregators, Set<BinaryOperator> operators) {
    try {
      strikeOut(new PromqlParser(ParserOptions.EVERYTHING).parse(query), functions, aggregators, operators);
    } catch (ParseException e) {
      assertThat(e.reason()).isNotEmpty();
    }
  }

  private static void strikeOut(Expr expr, Set<PromqlFunction> functions, Set<Aggregator> aggregators, Set<BinaryOperator> operators) {
    if (expr instanceof Call call) {
      functions.remove(call.function());
    } else if (expr instanceof Aggregation aggregation) {
      aggregators.remove(aggregation.operator());
    } else if (expr instanceof Binary binary) {
      operators.remove(binary.operator());
    }
    expr.children().forEach(child -> strikeOut(child, functions, aggregators, operators));
  }
}
