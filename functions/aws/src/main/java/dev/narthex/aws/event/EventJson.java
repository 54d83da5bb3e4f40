package dev.narthex.aws.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object of an event. Members that are absent, null or of another kind read as empty: AWS adds members as it likes, and says
 * "nothing" in several ways.
 */
public final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final EventJson EMPTY = new EventJson(Map.of());
  private final Map<String, Object> members;

  private EventJson(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Reads an event.
   *
   * @throws IOException when the stream ends early or does not hold one JSON object
   */
  public static EventJson read(InputStream event) throws IOException {
    try (JsonParser json = JSON.createParser(event)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the event is not a JSON object");
      }
      return object(json);
    }
  }

  private static EventJson object(JsonParser json) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      value(json).ifPresent(value -> members.put(name, value));
    }
    return new EventJson(members);
  }

  private static Optional<Object> value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return Optional.of(object(json));
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> elements = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        value(json).ifPresent(elements::add);
      }
      return Optional.of(elements);
    }
    if (token == null || !token.isScalarValue()) {
      throw new IOException("the event ends early");
    }
    return token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(json.getText());
  }

  /** An object without members. */
  public static EventJson empty() {
    return EMPTY;
  }

  /** The names of the members that are there, in the order of the text. */
  public Iterable<String> names() {
    return members.keySet();
  }

  /** A text, number or truth value, as its text. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** An object; an empty one when there is none. */
  public EventJson object(String name) {
    return members.get(name) instanceof EventJson object ? object : EMPTY;
  }

  /** The objects of an array. */
  public List<EventJson> objects(String name) {
    return elements(name, EventJson.class);
  }

  /** The texts of an array. */
  public List<String> texts(String name) {
    return elements(name, String.class);
  }

  private <T> List<T> elements(String name, Class<T> type) {
    return members.get(name) instanceof List<?> list ? list.stream().filter(type::isInstance).map(type::cast).toList() : List.of();
  }
}
