package dev.narthex.jobs.alert.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.narthex.model.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON trees of maps, lists, texts and whole numbers, and the readers of their members. */
final class StateJson {
  private static final JsonFactory JSON = new JsonFactory();

  private StateJson() {}

  /** A part of a tree that is JSON already. */
  record Written(byte[] json) {}

  static byte[] write(Map<String, ?> tree) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(json, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> e : map.entrySet()) {
          json.writeFieldName(String.valueOf(e.getKey()));
          write(json, e.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object item : list) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Labels labels -> {
        json.writeStartObject();
        for (int i = 0; i < labels.size(); i++) {
          json.writeStringField(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
      }
      case Written(byte[] written) -> json.writeRawValue(new String(written, StandardCharsets.UTF_8));
      case Number n -> json.writeNumber(n.longValue());
      case Instant t -> {
        json.writeStartArray();
        json.writeNumber(t.getEpochSecond());
        json.writeNumber(t.getNano());
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }

  /** Reads what {@link #write} wrote. */
  static Map<?, ?> read(byte[] bytes) {
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      return (Map<?, ?>) value(json);
    } catch (IOException e) {
      throw new UncheckedIOException("an item of the state table is no JSON of this version", e);
    }
  }

  private static Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          map.put(name, value(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      default -> json.getText();
    };
  }

  static String text(Map<?, ?> tree, String name) {
    return tree.get(name) instanceof String s ? s : "";
  }

  static long number(Map<?, ?> tree, String name) {
    return tree.get(name) instanceof Long n ? n : 0;
  }

  static Instant time(Map<?, ?> tree, String name) {
    List<?> parts = list(tree, name);
    return parts.size() == 2 && parts.get(0) instanceof Long seconds && parts.get(1) instanceof Long nanos ? Instant.ofEpochSecond(seconds, nanos) : Instant.EPOCH;
  }

  static List<?> list(Map<?, ?> tree, String name) {
    return tree.get(name) instanceof List<?> list ? list : List.of();
  }

  static List<String> texts(Map<?, ?> tree, String name) {
    return list(tree, name).stream().map(String::valueOf).toList();
  }

  static Map<?, ?> map(Map<?, ?> tree, String name) {
    return tree.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  static Map<String, String> textMap(Map<?, ?> tree, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    map(tree, name).forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    return texts;
  }

  static Labels labels(Map<?, ?> tree, String name) {
    Map<?, ?> map = map(tree, name);
    String[] pairs = new String[2 * map.size()];
    int i = 0;
    for (Map.Entry<?, ?> e : map.entrySet()) {
      pairs[i++] = String.valueOf(e.getKey());
      pairs[i++] = String.valueOf(e.getValue());
    }
    return Labels.ofSorted(pairs);
  }
}
