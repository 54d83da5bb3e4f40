package dev.narthex.jobs.alert.store;

import dev.narthex.alert.history.HistoryEntry;
import dev.narthex.alert.history.HistoryQuery;
import dev.narthex.alert.history.HistoryStore;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The history in the state table, a partition a day (UTC). Expired entries leave by the table's time to live. */
final class TableHistoryStore implements HistoryStore {
  /** A query looks no further back than this. */
  private static final int MAX_DAYS = 400;

  private static final int HASH = 32;

  private final StateTable table;
  private final InstantSource clock;

  TableHistoryStore(StateTable table, InstantSource clock) {
    this.table = table;
    this.clock = clock;
  }

  private static String partition(LocalDate day) {
    return "history#" + day;
  }

  private static LocalDate day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static String sort(Instant at) {
    return String.format("%015d", at.toEpochMilli());
  }

  @Override
  public void add(HistoryEntry entry, Instant expiresAt) {
    String sort = sort(entry.at()) + "#" + StateTable.hash(entry.id()).substring(0, HASH);
    table.put(
        new ControlItem(table.key(partition(day(entry.at())), sort), 1, StateJson.write(tree(entry)), StateTable.seconds(expiresAt)), Condition.none());
  }

  @Override
  public List<HistoryEntry> find(HistoryQuery query) {
    Instant tomorrow = clock.instant().plusSeconds(86_400);
    LocalDate last = day(query.to().isAfter(tomorrow) ? tomorrow : query.to());
    LocalDate earliest = last.minusDays(MAX_DAYS);
    LocalDate first = query.from().isBefore(earliest.atStartOfDay().toInstant(ZoneOffset.UTC)) ? earliest : day(query.from());
    List<HistoryEntry> found = new ArrayList<>();
    if (!query.from().isBefore(query.to())) {
      return found;
    }
    // of the first and the last day only what is asked for: a glance at an hour reads no day; one more millisecond, as keys have no less
    String from = sort(query.from().isBefore(Instant.EPOCH) ? Instant.EPOCH : query.from());
    String before = sort((query.to().isAfter(tomorrow) ? tomorrow : query.to()).plusMillis(1));
    if (from.compareTo(before) >= 0) {
      return found;
    }
    for (LocalDate day = last; !day.isBefore(first) && found.size() < query.limit(); day = day.minusDays(1)) {
      List<ControlItem> items = table.between(partition(day), from, before);
      for (int i = items.size() - 1; i >= 0 && found.size() < query.limit(); i--) {
        HistoryEntry entry = entry(StateJson.read(items.get(i).data()));
        if (query.wants(entry)) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /** The table drops expired entries by itself. */
  @Override
  public void collect(Instant now) {}

  private static Map<String, Object> tree(HistoryEntry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("at", entry.at());
    tree.put("id", entry.id());
    tree.put("groupKey", entry.groupKey());
    tree.put("groupLabels", entry.groupLabels());
    tree.put("receiver", entry.receiver());
    tree.put("integration", entry.integration());
    tree.put("identity", entry.identity());
    tree.put("reason", entry.reason().name());
    tree.put("outcome", entry.outcome().name());
    tree.put("attempt", entry.attempt());
    tree.put("certainty", entry.certainty().name());
    tree.put("answer", entry.answer());
    tree.put("flushedAt", entry.flushedAt());
    tree.put("firing", entry.firing());
    tree.put("resolved", entry.resolved());
    tree.put("alerts", entry.alerts().stream().map(told -> Map.of("labels", told.labels(), "status", told.status().name())).toList());
    return tree;
  }

  private static HistoryEntry entry(Map<?, ?> tree) {
    List<HistoryEntry.Told> alerts = new ArrayList<>();
    for (Object told : StateJson.list(tree, "alerts")) {
      Map<?, ?> fields = (Map<?, ?>) told;
      alerts.add(new HistoryEntry.Told(StateJson.labels(fields, "labels"), HistoryEntry.Status.valueOf(StateJson.text(fields, "status"))));
    }
    return new HistoryEntry(
        StateJson.time(tree, "at"),
        StateJson.text(tree, "id"),
        StateJson.text(tree, "groupKey"),
        StateJson.labels(tree, "groupLabels"),
        StateJson.text(tree, "receiver"),
        StateJson.text(tree, "integration"),
        StateJson.text(tree, "identity"),
        NotifyReason.valueOf(StateJson.text(tree, "reason")),
        HistoryEntry.Outcome.valueOf(StateJson.text(tree, "outcome")),
        (int) StateJson.number(tree, "attempt"),
        HistoryEntry.Certainty.valueOf(StateJson.text(tree, "certainty")),
        StateJson.text(tree, "answer"),
        StateJson.time(tree, "flushedAt"),
        (int) StateJson.number(tree, "firing"),
        (int) StateJson.number(tree, "resolved"),
        alerts);
  }
}
