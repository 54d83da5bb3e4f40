package dev.narthex.api.alertmanager;

import dev.narthex.api.answer.Answer;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.request.Parameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v2/alerts}: shows alerts and takes new ones. */
@Controller("/api/v2/alerts")
@Produces(MediaType.ALL)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AlertsController {
  private final AlertRouter router;

  AlertsController(AlertRouter router) {
    this.router = router;
  }

  @Get
  HttpResponse<?> get(HttpRequest<?> request) {
    return RouterAnswer.of(() -> list(Parameters.of(request)));
  }

  private MutableHttpResponse<?> list(Parameters parameters) {
    AlertFilter filter = AlertFilter.read(parameters);
    List<ReceiverEntry> receivers = router.receivers(parameters.tenant());
    List<RoutedAlert> wanted =
        router.alerts(parameters.tenant()).stream()
            .filter(filter::wants)
            .filter(alert -> alert.receivers().stream().anyMatch(name -> filter.wantsReceiver(name, receivers)))
            .sorted(Comparator.comparing(alert -> alert.alert().fingerprint()))
            .toList();
    return RouterAnswer.json(
        out -> {
          out.generator().writeStartArray();
          for (RoutedAlert alert : wanted) {
            AlertText.write(out, alert);
          }
          out.generator().writeEndArray();
        });
  }

  @Post
  HttpResponse<?> post(HttpRequest<?> request, @Body @Nullable String body) {
    return RouterAnswer.of(() -> take(Parameters.of(request), body == null ? "" : body));
  }

  private MutableHttpResponse<?> take(Parameters parameters, String body) {
    List<String> refused = router.post(parameters.tenant(), AlertBody.read(body));
    if (!refused.isEmpty()) {
      throw ApiException.badData(String.join("; ", refused));
    }
    return Answer.text(200, "");
  }
}
