package dev.narthex.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Pairs of lines in {@code template/cases.txt}: a template ({@code ␤} is a line break, {@code html: } asks for HTML mode) and what
 * Go makes of it: {@code = output} or {@code ! error}. A third form, {@code ~ text}, is an error of ours that Go words otherwise or
 * that is a documented difference.
 */
class TemplateCasesTest {
  private static final Map<String, TemplateFunction> FUNCTIONS =
      Map.of(
          "toUpper", ((TemplateFunction) a -> Value.of(Arguments.text(a, 0).toUpperCase(java.util.Locale.ROOT))).arity("toUpper", 1, 1),
          "join", ((TemplateFunction) a -> Value.of(String.join(((Value.Text) a.getFirst()).value(), texts(a.get(1))))).arity("join", 2, 2),
          "fail", ((TemplateFunction) a -> {
            throw new FunctionException(((Value.Text) a.getFirst()).value());
          }).arity("fail", 1, 1),
          "safeHtml", a -> new Value.Text(((Value.Text) a.getFirst()).value(), Value.Safe.HTML));

  @TestFactory
  Stream<DynamicTest> behavesAsGo() throws IOException {
    List<String> lines = lines();
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      String template = lines.get(i);
      String expected = lines.get(i + 1);
      tests.add(DynamicTest.dynamicTest(template, () -> assertThat(run(template)).isEqualTo(expected.startsWith("~") ? "!" + expected.substring(1) : expected)));
    }
    assertThat(tests).hasSizeGreaterThan(300);
    return tests.stream();
  }

  private static String run(String line) {
    boolean html = line.startsWith("html: ");
    String source = (html ? line.substring(6) : line).replace('␤', '\n');
    try {
      return "= " + TemplateSet.of(FUNCTIONS, Limits.DEFAULT).with("t", source).execute("t", data(), html ? TemplateSet.Mode.HTML : TemplateSet.Mode.TEXT).replace('\n', '␤');
    } catch (TemplateException e) {
      return "! " + e.getMessage().replace('\n', '␤');
    }
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = TemplateCasesTest.class.getResourceAsStream("/template/cases.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static List<String> texts(Value value) {
    return ((Value.Sequence) value).items().stream().map(v -> ((Value.Text) v).value()).toList();
  }

  private static Value data() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("Str", Value.of("hello"));
    fields.put("Empty", Value.of(""));
    fields.put("Markup", Value.of("<b>\"x\" & 'y'</b>"));
    fields.put("Uni", Value.of("héllo, 世界"));
    fields.put("Int", Value.of(17L));
    fields.put("Neg", Value.of(-3L));
    fields.put("Zero", Value.of(0L));
    fields.put("Float", Value.of(1.5));
    fields.put("Big", Value.of(1234567.0));
    fields.put("Small", Value.of(0.00001234));
    fields.put("True", Value.TRUE);
    fields.put("False", Value.FALSE);
    fields.put("List", Value.Sequence.ofTexts(List.of("a", "b", "c")));
    fields.put("Ints", new Value.Sequence("[]int", List.of(Value.of(3L), Value.of(4L), Value.of(5L)), Map.of()));
    fields.put("None", Value.Sequence.ofTexts(List.of()));
    fields.put("Map", Value.Mapping.ofTexts(Map.of("one", "1", "two", "2")));
    fields.put("Any", Value.Mapping.of(Map.of("x", Value.of(1L), "s", Value.of("t"), "n", Value.NIL, "l", new Value.Sequence(List.of(Value.of("p"), Value.of("q"))))));
    fields.put("Inner", inner(5, "in"));
    fields.put("Nested", new Value.Sequence("[]main.Inner", List.of(inner(1, "i1"), inner(2, "i2")), Map.of()));
    fields.put("Nil", Value.NIL);
    fields.put("Labels", labels(Map.of("job", "node", "instance", "h:9100")));
    fields.put("URL", Value.of("http://e.com/a b?q=1&r=<2>"));
    Map<String, TemplateFunction> methods =
        Map.of(
            "Method", ((TemplateFunction) a -> Value.of("M")).arity("Method", 0, 0),
            "Add", ((TemplateFunction) a -> Value.of(Arguments.integer(a, 0) + Arguments.integer(a, 1))).arity("Add", 2, 2),
            "Fail", ((TemplateFunction) a -> {
              throw new FunctionException("broken");
            }).arity("Fail", 0, 0));
    return new Value.Struct("main.Data", fields, methods, Optional.empty());
  }

  private static Value inner(long x, String label) {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("X", Value.of(x));
    fields.put("Label", Value.of(label));
    return new Value.Struct("main.Inner", fields, Map.of(), Optional.empty());
  }

  private static Value labels(Map<String, String> texts) {
    TreeMap<String, Value> entries = new TreeMap<>();
    texts.forEach((k, v) -> entries.put(k, Value.of(v)));
    Map<String, TemplateFunction> methods =
        Map.of(
            "Names", a -> Value.Sequence.ofTexts(List.of("n1", "n2")),
            "Remove", a -> {
              Map<String, String> rest = new LinkedHashMap<>(texts);
              rest.keySet().removeAll(texts(a.getFirst()));
              return labels(rest);
            });
    return new Value.Mapping("main.KV", entries, Value.of(""), methods, Optional.of("kv!"));
  }
}
