package dev.narthex.jobs.alert.store;

import dev.narthex.alert.limit.RateState;
import dev.narthex.alert.limit.RateStore;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ItemKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of receivers with a limit, an item each, zipped: a long queue fits. */
final class TableRateStore implements RateStore {
  private static final String PARTITION = "limits";

  private final StateTable table;

  TableRateStore(StateTable table) {
    this.table = table;
  }

  private ItemKey key(String receiver) {
    return table.key(PARTITION, StateTable.hash(receiver));
  }

  @Override
  public Optional<RateState> get(String receiver) {
    return table.read(key(receiver)).map(item -> state(receiver, StateJson.read(Zipped.unzip(item.data())), item.version()));
  }

  @Override
  public boolean put(RateState state) {
    byte[] data = Zipped.zip(StateJson.write(tree(state)));
    return table.put(ControlItem.of(key(state.receiver()), state.version(), data), StateTable.before(state.version()));
  }

  private static Map<String, Object> tree(RateState state) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("receiver", state.receiver());
    tree.put("permits", state.permits().stream().map(p -> Map.of("group", p.group(), "seq", p.seq(), "at", p.at().toEpochMilli())).toList());
    Map<String, Long> waiting = new LinkedHashMap<>();
    state.waiting().forEach((group, at) -> waiting.put(group, at.toEpochMilli()));
    tree.put("waiting", waiting);
    state.episode().ifPresent(episode -> tree.put("episode", tree(episode)));
    return tree;
  }

  private static Map<String, Object> tree(RateState.Episode episode) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("since", episode.since());
    tree.put("last", episode.last());
    tree.put("due", episode.dueAt());
    tree.put("words", episode.words());
    tree.put("notifications", episode.notifications());
    List<Object> groups = new ArrayList<>();
    episode.groups().forEach((name, times) -> groups.add(Map.of("name", name, "times", times)));
    tree.put("groups", groups);
    return tree;
  }

  private static RateState state(String receiver, Map<?, ?> tree, long version) {
    List<RateState.Permit> permits = new ArrayList<>();
    for (Object permit : StateJson.list(tree, "permits")) {
      Map<?, ?> fields = (Map<?, ?>) permit;
      permits.add(new RateState.Permit(StateJson.text(fields, "group"), StateJson.number(fields, "seq"), Instant.ofEpochMilli(StateJson.number(fields, "at"))));
    }
    Map<?, ?> stored = StateJson.map(tree, "waiting");
    Map<String, Instant> waiting = new HashMap<>();
    stored.forEach((group, at) -> waiting.put(String.valueOf(group), Instant.ofEpochMilli(at instanceof Long millis ? millis : 0)));
    Map<?, ?> episode = StateJson.map(tree, "episode");
    return new RateState(receiver, permits, waiting, episode.isEmpty() ? Optional.empty() : Optional.of(episode(episode)), version);
  }

  private static RateState.Episode episode(Map<?, ?> tree) {
    Map<String, Integer> groups = new LinkedHashMap<>();
    for (Object group : StateJson.list(tree, "groups")) {
      Map<?, ?> fields = (Map<?, ?>) group;
      groups.put(StateJson.text(fields, "name"), (int) StateJson.number(fields, "times"));
    }
    return new RateState.Episode(
        StateJson.time(tree, "since"), StateJson.time(tree, "last"), StateJson.time(tree, "due"), (int) StateJson.number(tree, "words"),
        StateJson.number(tree, "notifications"), groups);
  }
}
