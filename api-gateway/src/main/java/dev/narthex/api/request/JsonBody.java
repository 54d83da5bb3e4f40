package dev.narthex.api.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.answer.ErrorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON body as plain data: maps, lists, strings, {@link Boolean}, {@link Double}, and {@link Optional#empty()} for null. Nesting is
 * bounded; the server bounds the size.
 */
public final class JsonBody {
  private static final int MAX_DEPTH = 20;

  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build()).build();

  /** Reads a value token by token. */
  public interface Reader<T> {
    /** From the first token of the value, which is current, to its last. Empty when it is not read further, whatever follows. */
    Optional<T> read(JsonParser parser) throws IOException;
  }

  private JsonBody() {}

  /**
   * Parses a whole document.
   *
   * @throws ApiException of type bad_data when it is no JSON; the sentence says where
   */
  public static Object parse(String text) {
    return read(text, parser -> Optional.of(value(parser))).orElseThrow();
  }

  /**
   * Reads a whole document; empty when the reader gave up.
   *
   * @throws ApiException of type bad_data when it is no JSON; the sentence says where
   */
  public static <T> Optional<T> read(String text, Reader<T> reader) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw ApiException.badData("the body is empty; JSON is wanted");
      }
      Optional<T> value = reader.read(parser);
      if (value.isPresent() && parser.nextToken() != null) {
        throw ApiException.badData("something follows the JSON value in the body");
      }
      return value;
    } catch (IOException e) {
      throw new ApiException(ErrorType.BAD_DATA, "the body is no JSON: " + e.getMessage(), e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = name(parser);
          parser.nextToken();
          map.put(name, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> text(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL, NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT -> Optional.empty();
    };
  }

  /** The name of the current member. */
  public static String name(JsonParser parser) throws IOException {
    return whole(parser.currentName());
  }

  /** The current text. */
  public static String text(JsonParser parser) throws IOException {
    return whole(parser.getText());
  }

  /** A text with U+FFFD where an escape stands for half a character, as Go's decoder reads it: UTF-8 has no such thing. */
  private static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints().map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
      }
    }
    return text;
  }
}
