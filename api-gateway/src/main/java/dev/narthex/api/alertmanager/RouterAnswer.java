package dev.narthex.api.alertmanager;

import dev.narthex.alert.matcher.MatcherSyntaxException;
import dev.narthex.alert.silence.SilenceException;
import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.JsonData;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** Responses in Alertmanager's manner: bare JSON, errors as JSON strings, times with milliseconds, nothing cached. */
final class RouterAnswer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private RouterAnswer() {}

  /** Makes a response; what is thrown meanwhile becomes an error response. */
  static HttpResponse<?> of(Supplier<MutableHttpResponse<?>> answer) {
    return answerOrError(answer).header("Cache-Control", "no-store");
  }

  private static MutableHttpResponse<?> answerOrError(Supplier<MutableHttpResponse<?>> answer) {
    try {
      return answer.get();
    } catch (ApiException e) {
      return error(e.type().status(), e.reason());
    } catch (MatcherSyntaxException e) {
      return error(400, "bad matcher format: " + e.getMessage());
    } catch (SilenceException e) {
      int status =
          switch (e.kind()) {
            case INVALID -> 400;
            case UNKNOWN -> 404;
            case CONTENDED -> 500;
          };
      return error(status, String.valueOf(e.getMessage()));
    }
  }

  private static MutableHttpResponse<?> error(int status, String sentence) {
    return Answer.bare(status, JsonData.of(out -> out.generator().writeString(sentence)));
  }

  static MutableHttpResponse<?> json(JsonData.Piece piece) {
    return Answer.bare(200, JsonData.of(piece));
  }

  static String time(Instant time) {
    return TIME.format(time);
  }
}
