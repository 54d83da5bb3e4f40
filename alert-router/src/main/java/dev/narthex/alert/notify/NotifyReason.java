package dev.narthex.alert.notify;

/** Why an integration is told of a group, or why not. */
public enum NotifyReason {
  /** Something fires and nothing that fired is on record. */
  FIRST_NOTIFICATION(true),
  /** Something fires that the integration does not know. */
  NEW_ALERTS_ADDED(true),
  /** Nothing fires any more. */
  ALL_ALERTS_RESOLVED(true),
  /** Something was resolved that the integration does not know as such. */
  NEW_ALERTS_RESOLVED(true),
  /** The repeat interval has passed. */
  REPEAT_INTERVAL_ELAPSED(true),
  /** The integration knows all this. */
  NOTHING_NEW(false),
  /** Nothing fires and nothing that fired is on record: it was over before anybody was told. */
  NEVER_FIRED(false),
  /** The log has a newer flush: this one is history. */
  OVERTAKEN(false),
  /** It would be told, but a recurring silence is in force. */
  RECURRING_SILENCE(false),
  /** It would be told, but its receiver was told as often as its limit allows: later. */
  RATE_LIMITED(false);

  private final boolean notifies;

  NotifyReason(boolean notifies) {
    this.notifies = notifies;
  }

  public boolean notifies() {
    return notifies;
  }
}
