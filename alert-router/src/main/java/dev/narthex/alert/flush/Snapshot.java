package dev.narthex.alert.flush;

import dev.narthex.alert.Alert;
import dev.narthex.alert.group.Member;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.alert.notify.NotifyReason;
import java.util.List;
import java.util.Map;

/**
 * A flush, frozen: all attempts of all integrations work from it, however late they come.
 *
 * @param passing alerts that nothing mutes
 * @param over members that were resolved at the flush, muted ones included: they leave the group once everybody was told
 * @param told who is to be told, and why, by integration id
 */
public record Snapshot(String group, OpenFlush flush, List<Alert> passing, List<Member> over, Map<String, NotifyReason> told) {
  public Snapshot {
    passing = List.copyOf(passing);
    over = List.copyOf(over);
    told = Map.copyOf(told);
  }
}
