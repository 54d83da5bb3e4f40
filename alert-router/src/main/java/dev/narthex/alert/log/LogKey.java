package dev.narthex.alert.log;

/**
 * Names an entry.
 *
 * @param groupKey of the route and the group's labels
 * @param receiver name in the config
 * @param integration kind of receiver, for example {@code webhook}
 * @param identity tells integrations of one kind in one receiver apart; stays the same when the list around it changes
 */
public record LogKey(String groupKey, String receiver, String integration, String identity) {
  @Override
  public String toString() {
    return groupKey + ":" + receiver + "/" + integration + "/" + identity;
  }
}
