package dev.narthex.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TemplateBoundsTest {
  private static final Limits SMALL = new Limits(1000, 10_000, 50);

  @Test
  void endsRunawayLoops() {
    assertThatThrownBy(() -> run("{{range 100000}}{{range 100000}}{{end}}{{end}}")).isInstanceOf(TemplateException.class).hasMessageContaining("runs longer than 10000 steps");
  }

  @Test
  void endsRunawayOutput() {
    assertThatThrownBy(() -> run("{{range 5000}}xxxxxxxxxx{{end}}")).isInstanceOf(TemplateException.class).hasMessageContaining("output exceeds 1000 characters");
    assertThatThrownBy(() -> run("{{printf \"%2000d\" 1}}")).isInstanceOf(TemplateException.class).hasMessageContaining("output exceeds");
  }

  @Test
  void endsRunawayRecursion() {
    assertThatThrownBy(() -> run("{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}")).isInstanceOf(TemplateException.class).hasMessageContaining("exceeded maximum template depth (50)");
  }

  @Test
  void refusesDeepNestingInsteadOfOverflowing() {
    assertThatThrownBy(() -> run("{{if true}}".repeat(5000))).isInstanceOf(TemplateException.class).hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> run("{{" + "(".repeat(5000))).isInstanceOf(TemplateException.class).hasMessageContaining("nested deeper");
  }

  @Test
  void laterSourcesRedefineEarlierOnes() {
    TemplateSet set = TemplateSet.of(Map.of(), SMALL).with("default", "{{define \"x\"}}default{{end}}").with("own", "{{define \"x\"}}own{{end}}").with("main", "{{template \"x\"}}");
    assertThat(set.execute("main", Value.NIL, TemplateSet.Mode.TEXT)).isEqualTo("own");
  }

  @Test
  void unsafePlacesInHtmlAreRefused() {
    for (String source : List.of("<script>{{.}}</script>", "<style>{{.}}</style>", "<a {{.}}>", "<a href={{.}}>", "<a onclick=\"{{.}}\">", "<!-- {{.}} -->", "<{{.}}>")) {
      TemplateSet set = TemplateSet.of(Map.of(), SMALL).with("t", source);
      assertThatThrownBy(() -> set.execute("t", Value.of("x"), TemplateSet.Mode.HTML)).as(source).isInstanceOf(TemplateException.class).hasMessageContaining("cannot escape");
    }
  }

  /** Whatever a user writes: text, or an error of ours. */
  @Property(tries = 800)
  void anyInputEndsInTextOrATemplateError(@ForAll("soup") String source) {
    try {
      assertThat(run(source)).isNotNull();
    } catch (TemplateException e) {
      assertThat(e.getMessage()).startsWith("template: t:");
    }
  }

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of("{{", "}}", "if", "else", "end", "range", "with", "define", "template", "block", "break", " ", ".", "$", "$x", ":=", "=", "|", "(", ")", ",", "\"a\"", "`r`", "1", "-", "'c'", ".A", "printf", "index", "len", "eq", "and", "nil", "true", "/*", "*/", "-}}", "{{-", "\n", "text", "%", "é")
        .list().ofMaxSize(25).map(parts -> String.join("", parts));
  }

  private static String run(String source) {
    return TemplateSet.of(Map.of(), SMALL).with("t", source).execute("t", Value.Mapping.of(Map.of("A", Value.of(1L))), TemplateSet.Mode.TEXT);
  }
}
