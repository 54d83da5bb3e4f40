package dev.narthex.jobs.alert.store;

import dev.narthex.alert.Alert;
import dev.narthex.alert.flush.FlushStore;
import dev.narthex.alert.flush.Snapshot;
import dev.narthex.alert.flush.Work;
import dev.narthex.alert.group.Member;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Flushes under way in the state table. A snapshot is cut into chunks that fit into items; the first, which says how many there are, is
 * written last, so what is read is whole.
 */
final class TableFlushStore implements FlushStore {
  private static final Duration KEPT = Duration.ofDays(2);
  private static final int CHUNK = CatalogItem.MAX_BYTES;

  private final StateTable table;

  TableFlushStore(StateTable table) {
    this.table = table;
  }

  private static String partition(String group) {
    return "flush#" + group;
  }

  private static String prefix(long seq) {
    return String.format("s#%016d#", seq);
  }

  @Override
  public void put(Snapshot snapshot) {
    byte[] bytes = Zipped.zip(StateJson.write(tree(snapshot)));
    int chunks = (bytes.length + CHUNK - 1) / CHUNK;
    long expiry = StateTable.seconds(snapshot.flush().deadline().plus(KEPT));
    for (int i = chunks - 1; i >= 0; i--) {
      byte[] part = Arrays.copyOfRange(bytes, i * CHUNK, Math.min(bytes.length, (i + 1) * CHUNK));
      String sort = prefix(snapshot.flush().seq()) + String.format("%04d", i);
      table.put(new ControlItem(table.key(partition(snapshot.group()), sort), chunks, part, expiry), Condition.none());
    }
  }

  @Override
  public Optional<Snapshot> snapshot(String group, long seq) {
    List<ControlItem> chunks = table.starting(partition(group), prefix(seq));
    if (chunks.isEmpty() || !chunks.getFirst().key().sort().endsWith("#0000") || chunks.size() < chunks.getFirst().version()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < chunks.getFirst().version(); i++) {
      bytes.writeBytes(chunks.get(i).data());
    }
    return Optional.of(snapshot(group, StateJson.read(Zipped.unzip(bytes.toByteArray()))));
  }

  @Override
  public void remove(String group, long seq) {
    List<ControlChange> changes = new ArrayList<>();
    table.starting(partition(group), prefix(seq)).forEach(item -> changes.add(new ControlChange.Delete(item.key(), Condition.none())));
    table.change(changes);
  }

  private static Map<String, Object> tree(Snapshot snapshot) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("seq", snapshot.flush().seq());
    tree.put("at", snapshot.flush().flushedAt());
    tree.put("deadline", snapshot.flush().deadline());
    tree.put("passing", snapshot.passing().stream().map(AlertJson::written).toList());
    tree.put("over", snapshot.over().stream().map(AlertJson::written).toList());
    Map<String, String> told = new LinkedHashMap<>();
    snapshot.told().forEach((integration, reason) -> told.put(integration, reason.name()));
    tree.put("told", told);
    return tree;
  }

  private static Snapshot snapshot(String group, Map<?, ?> tree) {
    List<Alert> passing = StateJson.list(tree, "passing").stream().map(alert -> AlertJson.alert((Map<?, ?>) alert)).toList();
    List<Member> over = new ArrayList<>();
    for (Object alert : StateJson.list(tree, "over")) {
      Map<?, ?> fields = (Map<?, ?>) alert;
      over.add(new Member(AlertJson.alert(fields), StateJson.number(fields, "version")));
    }
    Map<String, NotifyReason> told = new HashMap<>();
    StateJson.textMap(tree, "told").forEach((integration, reason) -> told.put(integration, NotifyReason.valueOf(reason)));
    return new Snapshot(
        group, new OpenFlush(StateJson.number(tree, "seq"), StateJson.time(tree, "at"), StateJson.time(tree, "deadline")), passing, over, told);
  }

  @Override
  public Map<String, Work> work(String group, Collection<String> integrations) {
    Map<String, Work> found = new HashMap<>();
    for (ControlItem item : table.read(integrations.stream().distinct().map(i -> table.key(partition(group), "w#" + i)).toList())) {
      Map<?, ?> tree = StateJson.read(item.data());
      String integration = item.key().sort().substring(2);
      found.put(
          integration,
          new Work(
              group,
              integration,
              StateJson.number(tree, "seq"),
              (int) StateJson.number(tree, "attempts"),
              Work.Stage.valueOf(StateJson.text(tree, "stage")),
              StateJson.time(tree, "lease"),
              StateJson.text(tree, "owner"),
              item.version()));
    }
    return found;
  }

  @Override
  public boolean put(Work work) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("seq", work.seq());
    tree.put("attempts", work.attempts());
    tree.put("stage", work.stage().name());
    tree.put("lease", work.leaseUntil());
    tree.put("owner", work.owner());
    Instant expiry = work.leaseUntil().plus(KEPT);
    ControlItem item =
        new ControlItem(table.key(partition(work.group()), "w#" + work.integration()), work.version(), StateJson.write(tree), StateTable.seconds(expiry));
    return table.put(item, StateTable.before(work.version()));
  }
}
