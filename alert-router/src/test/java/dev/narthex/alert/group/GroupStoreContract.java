package dev.narthex.alert.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link GroupStore} does. */
public abstract class GroupStoreContract {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** An empty store for each test. */
  protected abstract GroupStore store();

  private static GroupHead head(String id, long version) {
    Optional<OpenFlush> open = version == 1 ? Optional.empty() : Optional.of(new OpenFlush(version, NOON, NOON.plusSeconds(30)));
    return new GroupHead(id, "{}/{имя=\"x\"}", Labels.of("a", "b\n"), 7 + version, NOON.plusMillis(version), open, GroupHead.State.LIVE, version);
  }

  private static Member member(String name, long version) {
    Alert alert = new Alert(Labels.of("alertname", name), Labels.of("n", "x".repeat(200)), NOON, NOON.plusSeconds(version), "", NOON, Alert.EndsBy.SENDER);
    return new Member(alert, version);
  }

  @Test
  void aHeadNeedsTheVersionBefore() {
    GroupStore store = store();
    assertThat(store.put(List.of(head("a", 1), head("b", 2)))).containsExactly("b");
    assertThat(store.put(List.of(head("a", 1)))).containsExactly("a");
    assertThat(store.put(List.of(head("a", 2)))).isEmpty();
    assertThat(store.heads(List.of("a", "b"))).isEqualTo(Map.of("a", head("a", 2)));
    assertThat(store.put(List.of(head("a", 2).in(GroupHead.State.CLOSING)))).isEmpty();
    assertThat(store.heads()).containsExactly(head("a", 2).in(GroupHead.State.CLOSING));
  }

  @Test
  void aHeadThatChangedIsNotRemoved() {
    GroupStore store = store();
    store.put(List.of(head("a", 1)));
    assertThat(store.remove(head("a", 2))).isFalse();
    assertThat(store.remove(head("a", 1))).isTrue();
    assertThat(store.heads()).isEmpty();
    assertThat(store.put(List.of(head("a", 1)))).as("it may come back").isEmpty();
  }

  @Test
  void membersAreReplacedAndRemovedByVersion() {
    GroupStore store = store();
    store.putMembers(Map.of("a", List.of(member("x", 1), member("y", 1)), "b", List.of(member("x", 1))));
    store.putMembers(Map.of("a", List.of(member("x", 2))));
    assertThat(store.members("a")).containsExactlyInAnyOrder(member("x", 2), member("y", 1));
    store.removeMembers("a", List.of(member("x", 1), member("y", 1), member("z", 1)));
    assertThat(store.members("a")).containsExactly(member("x", 2));
    assertThat(store.members("b")).containsExactly(member("x", 1));
    assertThat(store.members("none")).isEmpty();
  }

  @Test
  void aGroupMayHaveThousandsOfMembers() {
    GroupStore store = store();
    List<Member> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      many.add(member("alert " + i, 1));
    }
    store.putMembers(Map.of("a", many));
    assertThat(store.members("a")).hasSize(5_000).containsExactlyInAnyOrderElementsOf(many);
    store.removeMembers("a", many);
    assertThat(store.members("a")).isEmpty();
  }
}
