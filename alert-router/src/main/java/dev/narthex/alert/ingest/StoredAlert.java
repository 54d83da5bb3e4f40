package dev.narthex.alert.ingest;

import dev.narthex.alert.Alert;
import java.util.List;

/**
 * An alert at rest.
 *
 * @param groups ids of the groups that it was put into, in tree order; another configuration may want others
 * @param version grows by one with each change, from 1
 */
public record StoredAlert(Alert alert, List<String> groups, long version) {
  public StoredAlert {
    groups = List.copyOf(groups);
  }
}
