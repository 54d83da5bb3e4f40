package dev.narthex.alert.receiver;

import java.util.List;
import java.util.Map;

/** What came of one attempt to deliver a notification. Texts hold no secrets: they go to logs, metrics and the history. */
public sealed interface Delivery {
  /**
   * The other side took it.
   *
   * @param data what to remember for the group's next notification; empty = nothing
   * @param answer what the other side said, cut to a line, for the history
   * @param notes what went wrong on the way although it arrived: a template that failed and what was sent instead, a text that was cut
   */
  record Delivered(Map<String, String> data, String answer, List<String> notes) implements Delivery {
    public Delivered {
      data = Map.copyOf(data);
      notes = List.copyOf(notes);
    }

    public Delivered(Map<String, String> data, String answer) {
      this(data, answer, List.of());
    }

    public static Delivered saying(String answer) {
      return new Delivered(Map.of(), answer);
    }
  }

  /** Not taken; another attempt may help. */
  record Retriable(Failure reason, String text) implements Delivery {}

  /** Not taken, and another attempt of the same would fail in the same way. */
  record Refused(Failure reason, String text) implements Delivery {}

  /** Why it failed; the words of the label {@code reason} of {@code alertmanager_notifications_failed_total}. */
  enum Failure {
    OTHER("other"),
    CLIENT_ERROR("clientError"),
    SERVER_ERROR("serverError"),
    CONTEXT_CANCELED("contextCanceled"),
    DEADLINE_EXCEEDED("contextDeadlineExceeded"),
    AUTH_ERROR("authError"),
    RATE_LIMITED("rateLimited");

    private final String word;

    Failure(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /** By HTTP status, as Alertmanager sorts them: 401 and 403, 429, other 4xx, 5xx. */
    public static Failure ofStatus(int status) {
      return switch (status) {
        case 401, 403 -> AUTH_ERROR;
        case 429 -> RATE_LIMITED;
        default -> status / 100 == 4 ? CLIENT_ERROR : status / 100 == 5 ? SERVER_ERROR : OTHER;
      };
    }
  }
}
