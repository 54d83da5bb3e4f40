package dev.narthex.template;

/** A lexical token; {@code at} is its offset in the source. The text of an ERROR is its message: the parser reports it when it gets there. */
record Token(Kind kind, int at, String text) {
  enum Kind {
    TEXT,
    LEFT,
    RIGHT,
    SPACE,
    IDENTIFIER,
    KEYWORD,
    FIELD,
    VARIABLE,
    DOT,
    NUMBER,
    CHAR,
    STRING,
    RAW_STRING,
    BOOL,
    PIPE,
    OPEN,
    CLOSE,
    COMMA,
    DECLARE,
    ASSIGN,
    OTHER,
    ERROR,
    END
  }
}
