package dev.narthex.alert.receiver;

/**
 * One integration of a receiver, ready to send. Safe for concurrent calls.
 *
 * <p>One call is one attempt: it ends by the notification's deadline, never throws for what the other side or the network did, and
 * does not try again by itself (the retry stage does, as long as the {@link Delivery} allows). It may be called twice for the same
 * flush, when a crash came between send and log: where the other side can deduplicate, the hash of the group key lets it.
 */
public interface Receiver {
  Delivery deliver(Notification notification);
}
