package dev.narthex.promql.query;

/** Is told of every query after it ended, well or not. Thread-safe; never throws, whatever becomes of the entry. */
public interface QueryLog {
  /** Nobody listens. */
  QueryLog NONE = query -> {};

  void write(LoggedQuery query);
}
