package dev.narthex.api.request;

import dev.narthex.api.answer.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parses {@code application/x-www-form-urlencoded} text strictly, as Go does: broken escapes and semicolons are errors. */
final class FormText {
  private FormText() {}

  static void parse(String form, Map<String, List<String>> into) {
    for (String pair : form.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      if (pair.indexOf(';') >= 0) {
        throw ApiException.badData("error parsing form values: invalid semicolon separator in query");
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      into.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(source.length);
    for (int i = 0; i < source.length; i++) {
      switch (source[i]) {
        case '+' -> out.write(' ');
        case '%' -> {
          int high = i + 1 < source.length ? Character.digit(source[i + 1], 16) : -1;
          int low = i + 2 < source.length ? Character.digit(source[i + 2], 16) : -1;
          if (high < 0 || low < 0) {
            int end = Math.min(i + 3, source.length);
            String escape = new String(source, i, end - i, StandardCharsets.UTF_8);
            throw ApiException.badData("error parsing form values: invalid URL escape \"" + escape + "\"");
          }
          out.write(high << 4 | low);
          i += 2;
        }
        default -> out.write(source[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
