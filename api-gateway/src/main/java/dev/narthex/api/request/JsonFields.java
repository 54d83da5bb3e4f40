package dev.narthex.api.request;

import dev.narthex.api.answer.ApiException;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of one JSON object, read by name. A field that is absent or null is empty; a wrong type is refused with the field's path.
 *
 * @param path where the object stands in the body, such as {@code [2].matchers[0]}; empty for the body itself
 */
public record JsonFields(String path, Map<?, ?> values) {
  /** An element of a document as an object. */
  public static JsonFields of(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonFields(path, map);
    }
    throw ApiException.badData((path.isEmpty() ? "the body" : path) + " must be an object");
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private Optional<Object> value(String name) {
    Object value = values.get(name);
    return value == null || value instanceof Optional<?> ? Optional.empty() : Optional.of(value);
  }

  public Optional<String> text(String name) {
    return value(name).map(v -> v instanceof String s ? s : refuse(name, "a string"));
  }

  public String required(String name) {
    return text(name).orElseThrow(() -> ApiException.badData(pathOf(name) + " is required"));
  }

  public boolean flag(String name, boolean otherwise) {
    return value(name).map(v -> v instanceof Boolean b ? b : (Boolean) refuse(name, "true or false")).orElse(otherwise);
  }

  /** RFC 3339. */
  public Optional<Instant> time(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Rfc3339.instant(text);
              } catch (DateTimeParseException e) {
                return refuse(name, "a time such as 2026-11-24T12:00:00Z");
              }
            });
  }

  /** An object of strings; empty when absent. Empty values are the same as absent ones. */
  public Labels labels(String name) {
    Labels.Builder labels = Labels.builder();
    value(name)
        .ifPresent(
            v -> {
              for (Map.Entry<?, ?> entry : (v instanceof Map<?, ?> map ? map : this.<Map<?, ?>>refuse(name, "an object of strings")).entrySet()) {
                String label = String.valueOf(entry.getKey());
                labels.set(label, entry.getValue() instanceof String s ? s : this.<String>refuse(name + "." + label, "a string"));
              }
            });
    return labels.build();
  }

  public List<?> list(String name) {
    return value(name).map(v -> v instanceof List<?> list ? list : this.<List<?>>refuse(name, "an array")).orElse(List.of());
  }

  private <T> T refuse(String name, String wanted) {
    throw ApiException.badData(pathOf(name) + " must be " + wanted);
  }
}
