package dev.narthex.alert.receiver.send;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.http.HttpTransport.Reply;
import java.util.Set;

/**
 * What a status means for one kind of receiver: 2xx is taken, 5xx and the codes named here may be tried again, all else is final.
 *
 * @param also codes besides 5xx that another attempt may help
 */
public record RetryTable(Set<Integer> also) {
  /** 5xx only. */
  public static final RetryTable SERVER_ERRORS = new RetryTable(Set.of());

  /** 5xx and 429. */
  public static final RetryTable WITH_RATE_LIMIT = new RetryTable(Set.of(429));

  public RetryTable {
    also = Set.copyOf(also);
  }

  public boolean isRetriable(int status) {
    return status / 100 == 5 || also.contains(status);
  }

  /** What the other side said, in one line. */
  public static String said(Reply reply) {
    return Lines.first(reply.body());
  }

  /** The outcome of an answer; the text quotes what the other side said, cut to a line. */
  public Delivery outcome(Reply reply) {
    String said = said(reply);
    if (reply.status() / 100 == 2) {
      return Delivery.Delivered.saying("HTTP status " + reply.status() + (said.isEmpty() ? "" : ": " + said));
    }
    String text = "the receiver answered HTTP status " + reply.status() + (said.isEmpty() ? "" : ": " + said);
    Delivery.Failure reason = Delivery.Failure.ofStatus(reply.status());
    return isRetriable(reply.status()) ? new Delivery.Retriable(reason, text) : new Delivery.Refused(reason, text);
  }
}
