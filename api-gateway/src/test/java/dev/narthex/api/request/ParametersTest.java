package dev.narthex.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.api.answer.ApiException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ParametersTest {
  @Test
  void readsTimesAsPrometheus() {
    assertThat(TimeParameter.parse("0")).isZero();
    assertThat(TimeParameter.parse("123")).isEqualTo(123_000);
    assertThat(TimeParameter.parse("123.4567")).isEqualTo(123_457);
    assertThat(TimeParameter.parse("1435781451.781")).isEqualTo(1_435_781_451_781L);
    assertThat(TimeParameter.parse("-1.5")).isEqualTo(-1_500);
    assertThat(TimeParameter.parse("1e3")).isEqualTo(1_000_000);
    assertThat(TimeParameter.parse("1543578564.705")).isEqualTo(1_543_578_564_705L);
    assertThat(TimeParameter.parse("2015-06-03T13:21:58.555Z")).isEqualTo(Instant.parse("2015-06-03T13:21:58.555Z").toEpochMilli());
    assertThat(TimeParameter.parse("2015-06-03T14:21:58.555+01:00")).isEqualTo(Instant.parse("2015-06-03T13:21:58.555Z").toEpochMilli());
    assertThat(TimeParameter.parse("-292273086-05-16T16:47:06Z")).isEqualTo(TimeParameter.MIN);
    assertThat(TimeParameter.parse("292277025-08-18T07:12:54.999999999Z")).isEqualTo(TimeParameter.MAX);
    assertThat(TimeParameter.parse("99999999999999999")).as("beyond the API's times").isEqualTo(TimeParameter.MAX);
    assertThat(TimeParameter.parse("-1e300")).isEqualTo(TimeParameter.MIN);
    assertThat(TimeParameter.parse("Inf")).isEqualTo(TimeParameter.MAX);
    assertThat(TimeParameter.parse("1_000.5")).isEqualTo(1_000_500);
    assertThat(TimeParameter.parse("0x1p4")).isEqualTo(16_000);
    assertThat(TimeParameter.parse("0" + "_0".repeat(100_000))).isZero();
    assertThat(TimeParameter.parse("2020-01-01T0:00:00,5Z")).isEqualTo(Instant.parse("2020-01-01T00:00:00.5Z").toEpochMilli());
    for (String wrong : new String[] {"", "abc", "2015-06-03", "2015-06-03T13:21", "30s", "NaN", "1d", "1f", " 1", "1e400", "1__0", "_1", "2015-02-30T00:00:00Z", "0x10"}) {
      assertThatThrownBy(() -> TimeParameter.parse(wrong)).as(wrong).hasMessage("cannot parse \"" + wrong + "\" to a valid timestamp");
    }
  }

  @Test
  void readsDurationsAsPrometheus() {
    assertThat(DurationParameter.parse("0")).isZero();
    assertThat(DurationParameter.parse("123")).isEqualTo(Duration.ofSeconds(123));
    assertThat(DurationParameter.parse("123.333")).isEqualTo(Duration.ofMillis(123_333));
    assertThat(DurationParameter.parse("15s")).isEqualTo(Duration.ofSeconds(15));
    assertThat(DurationParameter.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(DurationParameter.parse("-5")).isEqualTo(Duration.ofSeconds(-5));
    assertThat(DurationParameter.parse("NaN")).isNegative();
    assertThatThrownBy(() -> DurationParameter.parse("Inf")).hasMessage("cannot parse \"Inf\" to a valid duration. It overflows int64");
    assertThatThrownBy(() -> DurationParameter.parse("abc")).hasMessage("cannot parse \"abc\" to a valid duration");
    assertThatThrownBy(() -> DurationParameter.parse("1e19")).hasMessage("cannot parse \"1e19\" to a valid duration. It overflows int64");
  }

  @Test
  void namesTheParameterThatIsWrong() {
    assertError(() -> TimeParameter.required(get("start=x"), "start"), "invalid parameter \"start\": cannot parse \"x\" to a valid timestamp");
    assertError(
        () -> TimeParameter.optional(get("time=x"), "time", 1), "invalid parameter \"time\": invalid time value for 'time': cannot parse \"x\" to a valid timestamp");
    assertError(() -> DurationParameter.required(get(""), "step"), "invalid parameter \"step\": cannot parse \"\" to a valid duration");
    assertError(() -> LimitParameter.limit(get("limit=-1")), "invalid parameter \"limit\": limit must be non-negative");
    assertError(() -> LimitParameter.limit(get("limit=x")), "invalid parameter \"limit\": strconv.Atoi: parsing \"x\": invalid syntax");
    assertError(() -> LimitParameter.limit(get("limit=99999999999999999999")), "invalid parameter \"limit\": strconv.Atoi: parsing \"99999999999999999999\": value out of range");
    assertError(() -> MatchParameter.required(get("match%5B%5D=%7B%7D")), "invalid parameter \"match[]\": match[] must contain at least one non-empty matcher");
    assertError(() -> LimitParameter.count(get("limit_per_metric=x"), "limit_per_metric"), "limit_per_metric must be a number");
    assertError(() -> MatchParameter.optional(get("match%5B%5D=%7Ba%3D%22%22%7D")), "match[] must contain at least one non-empty matcher");
    assertError(() -> MatchParameter.required(get("")), "no match[] parameter provided");
    assertThat(LimitParameter.limit(get("limit="))).isZero();
    assertThat(LimitParameter.limit(get("limit=99999999999"))).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void putsTheFormBeforeTheQueryString() {
    MutableHttpRequest<?> request = HttpRequest.GET("/x");
    request.getParameters().add("a", List.of("1", "2")).add("b", "3");
    Parameters parameters = Parameters.of(request, "a=4+5&c=%C3%A4&d");
    assertThat(parameters.all("a")).containsExactly("4 5", "1", "2");
    assertThat(parameters.text("a")).isEqualTo("4 5");
    assertThat(parameters.text("b")).isEqualTo("3");
    assertThat(parameters.text("c")).isEqualTo("ä");
    assertThat(parameters.all("d")).containsExactly("");
    assertThat(parameters.optional("d")).isEmpty();
  }

  @Property
  void noFormThrowsAnythingElse(@ForAll String form) {
    try {
      Parameters.of(HttpRequest.GET("/x"), form);
    } catch (ApiException e) {
      assertThat(e.reason()).startsWith("error parsing form values: ");
    }
  }

  @Property
  void noTimeOrDurationThrowsAnythingElse(@ForAll String text) {
    try {
      TimeParameter.parse(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("cannot parse ");
    }
    try {
      DurationParameter.parse(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("cannot parse ");
    }
  }

  private static Parameters get(String query) {
    return Parameters.of(HttpRequest.GET("/x"), query);
  }

  private static void assertError(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ApiException.class).hasMessage(message);
  }
}
