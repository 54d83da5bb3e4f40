package dev.narthex.api.alertmanager;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.request.JsonBody;
import dev.narthex.api.request.JsonFields;
import dev.narthex.api.request.Rfc3339;
import dev.narthex.model.Labels;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The body of a post of alerts. Alerts come by the thousand, so a body as Prometheus writes it goes straight into what the router takes,
 * and texts that an alert shares with the one before it are kept once: the router remembers alerts for long. As soon as anything else is
 * met the whole body is read as plain data, and {@link JsonFields} words what is wrong with it, if anything is.
 */
final class AlertBody {
  /** Clients in Go send their zero time where they mean none. */
  private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");
  /** Names and values of as many labels as most alerts have. */
  private static final int PAIRS = 16;

  private final JsonParser parser;
  private String[] pairs = new String[PAIRS];
  private Labels lastLabels = Labels.empty();
  private Labels lastAnnotations = Labels.empty();
  private String lastUrl = "";
  private String lastText = "";
  private Optional<Instant> lastTime = Optional.empty();

  private AlertBody(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads all alerts.
   *
   * @throws ApiException of type bad_data when the body is no array of alerts
   */
  static List<PostedAlert> read(String body) {
    return JsonBody.read(body, parser -> new AlertBody(parser).alerts()).orElseGet(() -> plain(JsonBody.parse(body)));
  }

  private static List<PostedAlert> plain(Object body) {
    if (!(body instanceof List<?> list)) {
      throw ApiException.badData("the body must be an array of alerts");
    }
    List<PostedAlert> alerts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonFields fields = JsonFields.of("[" + i + "]", list.get(i));
      Labels labels = fields.labels("labels");
      alerts.add(
          new PostedAlert(
              labels,
              fields.labels("annotations"),
              fields.time("startsAt").filter(AlertBody::isGiven),
              fields.time("endsAt").filter(AlertBody::isGiven),
              fields.text("generatorURL").orElse("")));
    }
    return alerts;
  }

  private static boolean isGiven(Instant time) {
    return !time.equals(ZERO);
  }

  private Optional<List<PostedAlert>> alerts() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return Optional.empty();
    }
    List<PostedAlert> alerts = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      Optional<PostedAlert> alert = alert();
      if (alert.isEmpty()) {
        return Optional.empty();
      }
      alerts.add(alert.get());
    }
    return parser.currentToken() == JsonToken.END_ARRAY ? Optional.of(alerts) : Optional.empty();
  }

  private Optional<PostedAlert> alert() throws IOException {
    Optional<Labels> labels = Optional.of(Labels.empty());
    Optional<Labels> annotations = labels;
    Optional<Instant> startsAt = Optional.empty();
    Optional<Instant> endsAt = Optional.empty();
    String generatorUrl = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
      switch (name) {
        case "labels" -> labels = labels(lastLabels);
        case "annotations" -> annotations = labels(lastAnnotations);
        case "startsAt", "endsAt", "generatorURL" -> {
          if (!isText) {
            return Optional.empty();
          }
          String text = JsonBody.text(parser);
          if (name.equals("generatorURL")) {
            generatorUrl = text.equals(lastUrl) ? lastUrl : text;
          } else if (!isTime(text)) {
            return Optional.empty();
          } else if (name.equals("startsAt")) {
            startsAt = lastTime;
          } else {
            endsAt = lastTime;
          }
        }
        default -> parser.skipChildren();
      }
      if (labels.isEmpty() || annotations.isEmpty()) {
        return Optional.empty();
      }
    }
    lastLabels = labels.get();
    lastAnnotations = annotations.get();
    lastUrl = generatorUrl;
    return Optional.of(new PostedAlert(lastLabels, lastAnnotations, startsAt, endsAt, generatorUrl));
  }

  /** Whether a text is a time, which is {@link #lastTime} then. Many alerts of a post have the same. */
  private boolean isTime(String text) {
    if (!text.equals(lastText)) {
      try {
        lastTime = Optional.of(Rfc3339.instant(text)).filter(AlertBody::isGiven);
        lastText = text;
      } catch (DateTimeException e) {
        return false;
      }
    }
    return true;
  }

  /** An object of strings, each name once; values that stand in the same place in others are the same objects. */
  private Optional<Labels> labels(Labels last) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    int end = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = JsonBody.name(parser);
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        return Optional.empty();
      }
      String value = JsonBody.text(parser);
      int at = end;
      int order = 1;
      while (at > 0 && (order = Labels.compareCodePoints(pairs[at - 2], name)) > 0) {
        at -= 2;
      }
      if (order == 0) {
        return Optional.empty();
      }
      if (!value.isEmpty()) {
        insert(at, end, name, value);
        end += 2;
      }
    }
    String[] sorted = Arrays.copyOf(pairs, end);
    for (int i = 1; i < end && i < 2 * last.size(); i += 2) {
      String known = last.value(i / 2);
      sorted[i] = sorted[i].equals(known) ? known : sorted[i];
    }
    return Optional.of(Labels.ofSorted(sorted));
  }

  private void insert(int at, int end, String name, String value) {
    if (end == pairs.length) {
      pairs = Arrays.copyOf(pairs, 2 * end);
    }
    System.arraycopy(pairs, at, pairs, at + 2, end - at);
    pairs[at] = name;
    pairs[at + 1] = value;
  }
}
