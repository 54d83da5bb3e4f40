package dev.narthex.promql.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.promql.type.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table's order and arities, and the page of the manual that is made from it. */
class FunctionTableTest {
  private static final Path PAGE = Path.of("../docs/promql-functions.md");

  @Test
  void isAlphabetical() {
    List<String> names = Stream.of(PromqlFunction.values()).map(PromqlFunction::functionName).toList();
    assertThat(names).isSorted().doesNotHaveDuplicates().hasSize(90);
    assertThat(PromqlFunction.values()).filteredOn(PromqlFunction::isExperimental).hasSize(17);
    for (PromqlFunction function : PromqlFunction.values()) {
      assertThat(PromqlFunction.named(function.functionName())).contains(function);
      assertThat(function.maxArguments()).isGreaterThanOrEqualTo(function.minArguments());
    }
  }

  @Test
  void knowsHowManyArgumentsThereMayBe() {
    assertThat(PromqlFunction.ROUND.minArguments()).isEqualTo(1);
    assertThat(PromqlFunction.ROUND.maxArguments()).isEqualTo(2);
    assertThat(PromqlFunction.HISTOGRAM_QUANTILES.maxArguments()).isEqualTo(12);
    assertThat(PromqlFunction.LABEL_JOIN.maxArguments()).isEqualTo(Integer.MAX_VALUE);
    assertThat(PromqlFunction.LABEL_JOIN.variadic()).isEqualTo(-1);
    assertThat(PromqlFunction.TIME.maxArguments()).isZero();
  }

  /** Run with {@code -Dnarthex.write=true} to write the page anew. */
  @Test
  void manualSaysTheSame() throws IOException {
    String page = page();
    if (Boolean.getBoolean("narthex.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static String page() {
    StringBuilder out = new StringBuilder("# PromQL functions\n\nMade from `PromqlFunction`; its test compares both. V instant vector, M range vector, ");
    out.append("S scalar, Str string; arguments in brackets may be left out, … may be repeated.\n");
    out.append("Experimental functions need `promql-experimental-functions`.\n");
    for (PromqlFunction.Family family : PromqlFunction.Family.values()) {
      String title = family.name().replace('_', ' ').toLowerCase(Locale.ROOT);
      out.append("\n## ").append(Character.toUpperCase(title.charAt(0))).append(title.substring(1)).append("\n\n");
      out.append("| function | result | |\n|---|---|---|\n");
      for (PromqlFunction function : PromqlFunction.values()) {
        if (function.family() == family) {
          out.append("| `").append(signature(function)).append("` | ").append(letter(function.returnType())).append(" | ");
          out.append(function.isExperimental() ? "experimental |\n" : "|\n");
        }
      }
    }
    return out.toString();
  }

  private static String signature(PromqlFunction function) {
    List<ValueType> types = function.argumentTypes();
    int required = Math.min(function.minArguments(), types.size());
    String arguments = types.subList(0, required).stream().map(FunctionTableTest::letter).collect(Collectors.joining(", "));
    if (function.maxArguments() > required) {
      String last = letter(types.getLast()) + (function.maxArguments() > required + 1 ? "…" : "");
      arguments = arguments.isEmpty() ? "[" + last + "]" : arguments + " [, " + last + "]";
    }
    return function.functionName() + "(" + arguments + ")";
  }

  private static String letter(ValueType type) {
    return switch (type) {
      case SCALAR -> "S";
      case VECTOR -> "V";
      case MATRIX -> "M";
      case STRING -> "Str";
      case NONE -> "-";
    };
  }
}
