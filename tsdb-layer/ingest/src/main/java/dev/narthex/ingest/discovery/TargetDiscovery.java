package dev.narthex.ingest.discovery;

import dev.narthex.model.Labels;
import java.util.List;

/**
 * Port: one way to find targets. Each call asks afresh; the answer is complete, so what is missing from it is gone. Thread-safe.
 */
public interface TargetDiscovery {
  /**
   * The groups found now.
   *
   * @throws DiscoveryException when the answer would not be complete; the caller then keeps what it had
   */
  List<Group> discover() throws DiscoveryException;

  /**
   * Raw targets that share labels.
   *
   * @param source where they come from, for messages
   * @param targets labels of each, {@code __address__} among them
   * @param labels labels of all; a target's own win
   */
  record Group(String source, List<Labels> targets, Labels labels) {
    public Group {
      targets = List.copyOf(targets);
    }

    /** A group of plain addresses. */
    public static Group ofAddresses(String source, List<String> addresses, Labels labels) {
      return new Group(source, addresses.stream().map(a -> Labels.of(Target.ADDRESS, a)).toList(), labels);
    }
  }
}
