package dev.narthex.promql.exec.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.narthex.model.GoReplacement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextFunctionsTest {
  private static String expand(String template) {
    Matcher matcher = Pattern.compile("^(?s:(?P<host>.*):(\\d+)(x)?)$").matcher("node:9100");
    assertThat(matcher.matches()).isTrue();
    return GoReplacement.expand(template, matcher);
  }

  @Test
  void templatesExpandAsInGo() {
    assertThat(expand("plain")).isEqualTo("plain");
    assertThat(expand("$1-$2")).isEqualTo("node-9100");
    assertThat(expand("${host}x")).isEqualTo("nodex");
    assertThat(expand("$1x")).as("the longest name").isEmpty();
    assertThat(expand("$3")).as("a group that took no part").isEmpty();
    assertThat(expand("$9")).isEmpty();
    assertThat(expand("$$1")).isEqualTo("$1");
    assertThat(expand("a$")).isEqualTo("a$");
    assertThat(expand("${1")).isEqualTo("${1");
  }

  @Test
  void naturalOrderReadsNumbers() {
    List<String> names = new ArrayList<>(List.of("cpu10", "cpu2", "cpu", "cpu02", "a1b2", "a1b10", "10", "9"));
    names.sort(NaturalOrder::compare);
    assertThat(names).containsExactly("9", "10", "a1b2", "a1b10", "cpu", "cpu02", "cpu2", "cpu10");
  }

  @Test
  void hyperbolicInverses() {
    assertThat(Trigonometry.asinh(-0.0)).isEqualTo(-0.0);
    assertThat(Trigonometry.asinh(1e-9)).isEqualTo(1e-9);
    assertThat(Trigonometry.asinh(-3)).isEqualTo(-1.8184464592320668);
    assertThat(Trigonometry.acosh(1)).isZero();
    assertThat(Trigonometry.acosh(0.5)).isNaN();
    assertThat(Trigonometry.atanh(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Trigonometry.atanh(0.25)).isEqualTo(0.25541281188299536);
  }
}
