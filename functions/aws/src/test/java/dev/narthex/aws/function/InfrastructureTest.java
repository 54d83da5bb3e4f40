package dev.narthex.aws.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.narthex.aws.environment.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Terraform and the zip agree: every handler has a function and every function a handler, and so it is with variables. */
class InfrastructureTest {
  private static final Path ROOT = root();

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("infra"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static Set<String> found(Path file, String expression) throws IOException {
    return Pattern.compile(expression).matcher(Files.readString(file)).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyHandlerHasAFunctionAndTheReverse() throws Exception {
    Set<String> deployed = found(ROOT.resolve("infra/functions.tf"), "dev\\.narthex\\.aws\\.[A-Za-z.]+");
    Set<String> written = new TreeSet<>();
    try (Stream<Path> sources = Files.list(ROOT.resolve("functions/aws/src/main/java/dev/narthex/aws/function"))) {
      for (Path source : sources.toList()) {
        String name = source.getFileName().toString().replace(".java", "");
        if (name.endsWith("Handler") && Files.readString(source).contains("public final class")) {
          written.add("dev.narthex.aws.function." + name);
        }
      }
    }
    assertThat(deployed).isEqualTo(written);
    for (String handler : deployed) {
      assertThat(RequestStreamHandler.class).as(handler).isAssignableFrom(Class.forName(handler, false, getClass().getClassLoader()));
    }
  }

  @Test
  void everyVariableIsSetAndTheReverse() throws Exception {
    Set<String> known = Stream.of(Variable.values()).map(Variable::name).collect(Collectors.toCollection(TreeSet::new));
    // No function evaluates rules or flushes notifications yet; such jobs would go to the work queue.
    known.removeAll(Set.of("NARTHEX_QUEUE_RULES", "NARTHEX_QUEUE_FLUSH"));
    assertThat(found(ROOT.resolve("infra/functions.tf"), "NARTHEX_[A-Z_]+")).isEqualTo(known);
  }
}
