package dev.narthex.local.cli;

import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.rules.RuleFileReader;
import dev.narthex.rules.RuleGroup;
import dev.narthex.yaml.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code narthex check rules}. */
@Command(
    name = "rules",
    description = {"Checks rule files: keys, names, expressions and templates.", "Answers 0 when all can be used, 1 with file, line and reason when not, 3 with --lint-fatal when --lint finds something.%n"},
    mixinStandardHelpOptions = true)
final class CheckRulesCommand implements Callable<Integer> {
  private static final long MINUTE = 60_000;

  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The rule files.")
  private List<Path> files = List.of();

  @Mixin private LintOptions lint = new LintOptions();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    RuleFileReader reader = new RuleFileReader(new PromqlParser(ParserOptions.EVERYTHING), MINUTE);
    int code = ExitCode.OK.number();
    for (Path file : files) {
      out.println("Checking " + file);
      try {
        List<RuleGroup> groups = reader.read(file.toString(), Files.readString(file));
        List<String> findings = lint.duplicates(groups);
        out.println("  SUCCESS: " + groups.stream().mapToInt(group -> group.rules().size()).sum() + " rules found");
        if (!findings.isEmpty()) {
          out.flush();
          findings.forEach(finding -> err.println("  LINT: " + finding));
          err.flush();
          code = code == ExitCode.OK.number() ? lint.code() : code;
        }
      } catch (ConfigException e) {
        code = failed(e.getMessage());
      } catch (IOException e) {
        // as promtool: a finding, and the other files are checked
        code = failed("the file " + file + " cannot be read: " + Home.reason(e));
      }
      out.println();
      out.flush();
    }
    return code;
  }

  private int failed(@Nullable String reason) {
    PrintWriter err = spec.commandLine().getErr();
    spec.commandLine().getOut().flush();
    err.println("  FAILED:");
    err.println(reason);
    err.flush();
    return ExitCode.FINDING.number();
  }
}
