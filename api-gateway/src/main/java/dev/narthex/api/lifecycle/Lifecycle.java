package dev.narthex.api.lifecycle;

/** Health and configuration of the running process. Safe for concurrent calls. */
public interface Lifecycle {
  /** Whether queries can be answered; false while starting and while stopping. */
  Readiness readiness();

  /** Loads the configuration again; a bad one leaves the present one in force. Waits for a reload that is under way. */
  ReloadOutcome reload();

  /** Ready once it is built, and with another configuration only when it is built anew. */
  static Lifecycle fixed() {
    return new Lifecycle() {
      @Override
      public Readiness readiness() {
        return Readiness.READY;
      }

      @Override
      public ReloadOutcome reload() {
        return new ReloadOutcome.Disabled();
      }
    };
  }

  /** Whether requests are served. */
  enum Readiness {
    READY,
    STARTING,
    STOPPING
  }

  /** What a reload came to. */
  sealed interface ReloadOutcome {
    /** The new configuration is in force. */
    record Reloaded() implements ReloadOutcome {}

    /** The present one stays; the sentence says what is wrong and where. */
    record Refused(String reason) implements ReloadOutcome {}

    /** There is nothing to reload over HTTP here, as in functions, where a deployment does it. */
    record Disabled() implements ReloadOutcome {}
  }
}
