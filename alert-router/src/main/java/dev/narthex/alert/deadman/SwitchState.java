package dev.narthex.alert.deadman;

import java.time.Instant;

/**
 * Where a switch stands. Stored when it changes, never because time passes.
 *
 * @param since when this phase began
 * @param notBefore nobody is paged before: grace after a start
 * @param version grows by one with each change, from 1
 */
public record SwitchState(String name, Phase phase, Instant since, Instant notBefore, long version) {

  /** What is known of the alert. */
  public enum Phase {
    /** It fires. */
    FIRING,
    /** It does not, and nobody was paged yet. */
    MISSING,
    /** It does not, and the receiver was paged. */
    PAGED
  }

  /** A switch that nobody looked at before. */
  public static SwitchState first(DeadManSwitch of, Look look, Instant now) {
    return new SwitchState(of.name(), look == Look.FIRING ? Phase.FIRING : Phase.MISSING, now, now.plus(of.grace()), 1);
  }

  /** A process starts: what was missing meanwhile is counted anew, because senders may have had nobody to send to. */
  public SwitchState started(DeadManSwitch of, Instant now) {
    Instant from = phase == Phase.MISSING ? now : since;
    return new SwitchState(name, phase, from, now.plus(of.grace()), version + 1);
  }

  /**
   * The state after a look at the alerts; the same object when nothing changed.
   *
   * @param look whether an alert fires that the switch is about
   */
  public SwitchState after(DeadManSwitch of, Look look, Instant now) {
    return switch (look) {
      case FIRING -> phase == Phase.FIRING ? this : in(Phase.FIRING, now);
      case MISSING -> switch (phase) {
        case FIRING -> in(Phase.MISSING, now);
        case MISSING -> now.isBefore(since.plus(of.within())) || now.isBefore(notBefore) ? this : in(Phase.PAGED, now);
        case PAGED -> this;
      };
    };
  }

  /** What was seen. */
  public enum Look {
    FIRING,
    MISSING
  }

  private SwitchState in(Phase next, Instant now) {
    return new SwitchState(name, next, now, notBefore, version + 1);
  }
}
