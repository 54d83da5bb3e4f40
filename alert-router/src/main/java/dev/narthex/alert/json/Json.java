package dev.narthex.alert.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes JSON trees. Objects are {@code Map<String, Object>} (written in the map's order), arrays {@code List<Object>}, then
 * {@code String}, {@code Boolean}, {@code Long}, {@code Double} and {@link #NULL}.
 */
public final class Json {
  /** JSON's null, which Java's collections do not take. */
  public static final Object NULL = new Object() {
    @Override
    public String toString() {
      return "null";
    }
  };

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** A new object; see {@link JsonObject}. */
  public static JsonObject object() {
    return new JsonObject();
  }

  /** The text of a tree, escaped as Go's encoder does (also {@code <}, {@code >} and {@code &}), on one line. */
  public static String text(Object tree) {
    StringBuilder out = new StringBuilder();
    new JsonWriter(out).write(tree);
    return out.toString();
  }

  /**
   * Reads a whole text.
   *
   * @return empty when it is no JSON
   */
  public static Optional<Object> parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return Optional.empty();
      }
      Object tree = value(parser, first);
      return parser.nextToken() == null ? Optional.of(tree) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads an object; empty when the text is none. */
  @SuppressWarnings("unchecked") // the parser below makes objects of this type only
  public static Optional<Map<String, Object>> parseObject(String text) {
    return parse(text).filter(Map.class::isInstance).map(tree -> (Map<String, Object>) tree);
  }

  /** A text member of an object; empty when absent or something else. */
  public static String string(Map<?, ?> object, String key) {
    return object.get(key) instanceof String s ? s : "";
  }

  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          object.put(name, value(parser, parser.nextToken()));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
          array.add(value(parser, next));
        }
        yield array;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? (Object) parser.getDoubleValue() : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> NULL;
      default -> throw new IOException("no value here");
    };
  }
}
