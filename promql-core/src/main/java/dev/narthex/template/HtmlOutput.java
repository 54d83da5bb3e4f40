package dev.narthex.template;

import java.util.Locale;
import java.util.Set;

/**
 * Output that escapes printed values by where they stand: between tags, in an attribute, in an attribute that holds a URL. The
 * template's own text moves the state; values never do, because they are escaped for it. Values inside script and style elements,
 * comments, tag names, event handlers and unquoted attributes are refused: there is no safe rule for them here.
 */
final class HtmlOutput extends Output {
  private static final Set<String> URL_ATTRIBUTES = Set.of("href", "src", "action", "formaction", "cite", "poster", "background", "longdesc", "manifest", "data");
  private static final Set<String> SAFE_SCHEMES = Set.of("http", "https", "mailto");

  private enum State {
    TEXT,
    LESS_THAN,
    DECLARATION,
    TAG_NAME,
    IN_TAG,
    ATTRIBUTE_NAME,
    BEFORE_VALUE,
    DOUBLE_QUOTED,
    SINGLE_QUOTED,
    UNQUOTED,
    COMMENT,
    RAW
  }

  private State state = State.TEXT;
  private final StringBuilder word = new StringBuilder();
  private String tag = "";
  private String attribute = "";
  private final StringBuilder attributeValue = new StringBuilder();

  HtmlOutput(int limit) {
    super(limit);
  }

  @Override
  void verbatim(String s) {
    for (int i = 0; i < s.length(); i++) {
      step(s, i);
    }
    append(s);
  }

  @Override
  void value(Value value) {
    String text = GoFormat.print(value);
    Value.Safe safe = value instanceof Value.Text t ? t.safe() : Value.Safe.NOTHING;
    switch (state) {
      case TEXT -> append(safe == Value.Safe.HTML ? text : escape(text));
      case DOUBLE_QUOTED, SINGLE_QUOTED -> append(attributeText(text, safe));
      case LESS_THAN, DECLARATION, TAG_NAME, IN_TAG, ATTRIBUTE_NAME, BEFORE_VALUE, UNQUOTED, COMMENT, RAW ->
          throw new FunctionException("cannot escape a value " + place() + "; put it between tags or into a quoted attribute");
    }
  }

  private String place() {
    return switch (state) {
      case RAW -> "inside <" + tag + ">";
      case COMMENT -> "inside a comment";
      case UNQUOTED, BEFORE_VALUE -> "in an unquoted attribute";
      default -> "inside a tag";
    };
  }

  private String attributeText(String text, Value.Safe safe) {
    String name = attribute.toLowerCase(Locale.ROOT);
    if (name.startsWith("on")) {
      throw new FunctionException("cannot escape a value in the event handler " + attribute);
    }
    if (name.equals("style")) {
      // style="color: {{ $color }}": only what cannot leave a CSS value
      boolean harmless = text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "#-_.,% ".indexOf(c) >= 0);
      String value = harmless ? text : "ZgotmplZ";
      attributeValue.append(value);
      return value;
    }
    if (!URL_ATTRIBUTES.contains(name)) {
      return escape(text);
    }
    boolean atStart = attributeValue.toString().isBlank();
    boolean inQuery = attributeValue.indexOf("?") >= 0 || attributeValue.indexOf("#") >= 0;
    attributeValue.append(text);
    if (inQuery && safe != Value.Safe.URL) {
      return Escapes.urlComponent(text);
    }
    if (atStart && safe != Value.Safe.URL && !isSafeUrl(text)) {
      return "#ZgotmplZ";
    }
    return escape(Escapes.urlNormalized(text));
  }

  private static boolean isSafeUrl(String url) {
    int colon = url.indexOf(':');
    int slash = url.indexOf('/');
    return colon < 0 || (slash >= 0 && slash < colon) || SAFE_SCHEMES.contains(url.substring(0, colon).toLowerCase(Locale.ROOT));
  }

  /** As html/template escapes text: also the plus sign, which old browsers read as UTF-7. */
  private static String escape(String s) {
    return Escapes.html(s).replace("+", "&#43;");
  }

  private void step(String s, int i) {
    char c = s.charAt(i);
    switch (state) {
      case TEXT -> {
        if (c == '<') {
          state = State.LESS_THAN;
        }
      }
      case LESS_THAN -> {
        word.setLength(0);
        if (Character.isLetter(c) || c == '/') {
          word.append(c);
          state = State.TAG_NAME;
        } else {
          state = c == '!' ? State.DECLARATION : c == '<' ? State.LESS_THAN : State.TEXT;
        }
      }
      case DECLARATION -> {
        word.append(c);
        if (c == '>') {
          state = State.TEXT;
        } else if (word.toString().equals("--")) {
          word.setLength(0);
          state = State.COMMENT;
        }
      }
      case COMMENT -> {
        word.append(c);
        if (c == '>' && word.toString().endsWith("-->")) {
          state = State.TEXT;
        }
      }
      case TAG_NAME -> {
        if (c == '>') {
          tag = word.toString().toLowerCase(Locale.ROOT);
          close();
        } else if (Character.isWhitespace(c)) {
          tag = word.toString().toLowerCase(Locale.ROOT);
          state = State.IN_TAG;
        } else {
          word.append(c);
        }
      }
      case IN_TAG -> {
        if (c == '>') {
          close();
        } else if (!Character.isWhitespace(c) && c != '/') {
          state = State.ATTRIBUTE_NAME;
          word.setLength(0);
          word.append(c);
        }
      }
      case ATTRIBUTE_NAME -> {
        if (c == '=') {
          attribute = word.toString();
          attributeValue.setLength(0);
          state = State.BEFORE_VALUE;
        } else if (c == '>') {
          close();
        } else if (Character.isWhitespace(c)) {
          state = State.IN_TAG;
        } else {
          word.append(c);
        }
      }
      case BEFORE_VALUE -> {
        if (c == '"') {
          state = State.DOUBLE_QUOTED;
        } else if (c == '\'') {
          state = State.SINGLE_QUOTED;
        } else if (c == '>') {
          close();
        } else if (!Character.isWhitespace(c)) {
          state = State.UNQUOTED;
        }
      }
      case DOUBLE_QUOTED -> quoted(c, '"');
      case SINGLE_QUOTED -> quoted(c, '\'');
      case UNQUOTED -> {
        if (c == '>') {
          close();
        } else if (Character.isWhitespace(c)) {
          state = State.IN_TAG;
        }
      }
      case RAW -> {
        if (c == '<' && s.regionMatches(true, i, "</" + tag, 0, tag.length() + 2)) {
          state = State.TAG_NAME;
          word.setLength(0);
        }
      }
    }
  }

  private void quoted(char c, char quote) {
    if (c == quote) {
      state = State.IN_TAG;
    } else {
      attributeValue.append(c);
    }
  }

  private void close() {
    state = tag.equals("script") || tag.equals("style") ? State.RAW : State.TEXT;
  }
}
