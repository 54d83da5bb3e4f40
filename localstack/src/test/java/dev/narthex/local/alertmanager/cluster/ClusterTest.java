package dev.narthex.local.alertmanager.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.local.server.ListenAddress;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClusterTest {
  private static final ControlItem ITEM = ControlItem.of(new ItemKey("p", "one"), 1, new byte[] {1, 2, 3});

  private final ControlState table = new MemoryControlState();

  /** Reads lists of members until one is as it is wanted. */
  private static void await(Stranger observer, Set<String> names) throws Exception {
    while (!StateWire.readWelcome(observer.in()).members().stream().map(Member::name).collect(Collectors.toSet()).equals(names)) {
      observer.out().writeByte(0);
    }
  }

  private static Stranger observer(Cluster host) throws Exception {
    Stranger observer = Stranger.greeting(Meeting.address(host), StateWire.JOIN);
    observer.out().writeUTF("observer");
    observer.out().writeUTF("127.0.0.1:1");
    return observer;
  }

  @Test
  void membersShareTheTableOfTheFirstAndKnowEachOther() throws Exception {
    try (Cluster host = Meeting.open("a", table, List.of());
        Stranger observer = observer(host)) {
      await(observer, Set.of("a", "observer"));
      try (Cluster guest = Meeting.open("b", new MemoryControlState(), List.of(Meeting.address(host)))) {
        await(observer, Set.of("a", "observer", "b"));
        assertThat(guest.members()).extracting(Member::name).startsWith("b").contains("a", "observer");
        assertThat(host.members()).extracting(Member::name).containsExactly("a", "observer", "b");
        assertThat(guest.state().write(ITEM, Condition.absent())).isEqualTo(CommitOutcome.COMMITTED);
        assertThat(table.read(ITEM.key())).contains(ITEM);
      }
      await(observer, Set.of("a", "observer"));
      assertThat(host.members()).hasSize(2);
    }
  }

  @Test
  void whoJoinsAMemberThatJoinedIsSentToTheHost() {
    try (Cluster host = Meeting.open("a", table, List.of());
        Cluster guest = Meeting.open("b", new MemoryControlState(), List.of(Meeting.address(host)));
        Cluster late = Meeting.open("c", new MemoryControlState(), List.of(Meeting.address(guest)))) {
      late.state().write(ITEM, Condition.absent());
      assertThat(table.read(ITEM.key())).contains(ITEM);
      assertThat(late.members()).extracting(Member::name).startsWith("c").contains("a", "b");
    }
  }

  @Test
  void withOneListForAllTheFirstHosts() {
    ListenAddress first;
    try (Cluster probe = Meeting.open("probe", table, List.of())) {
      first = Meeting.address(probe);
    }
    List<ListenAddress> all = List.of(first, new ListenAddress("127.0.0.1", 1));
    try (Cluster host = Meeting.open("a", Meeting.LABEL, first, table, all);
        Cluster guest = Meeting.open("b", new MemoryControlState(), all)) {
      assertThat(host.state()).isSameAs(table);
      assertThat(guest.members()).extracting(Member::name).contains("a");
    }
  }

  @Test
  void aHostThatGoesIsMissedAndJoinedAgain() throws Exception {
    Cluster host = Meeting.open("a", table, List.of());
    ListenAddress address = Meeting.address(host);
    try (Cluster guest = Meeting.open("b", new MemoryControlState(), List.of(address))) {
      guest.state().write(ITEM, Condition.absent());
      host.close();
      // the first request may still go over a connection that is broken by now
      assertThat(guest.state().write(ITEM, Condition.absent())).isEqualTo(CommitOutcome.UNKNOWN);
      assertThatThrownBy(() -> guest.state().read(ITEM.key())).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("which hosts the state, does not answer");
      while (guest.joined()) {
        Thread.onSpinWait();
      }
      assertThat(guest.members()).extracting(Member::name).containsExactly("b");
      try (Cluster back = Meeting.open("a", Meeting.LABEL, address, table, List.of());
          Stranger observer = observer(back)) {
        await(observer, Set.of("a", "b", "observer"));
        assertThat(guest.state().read(ITEM.key())).contains(ITEM);
      }
    }
  }

  @Test
  void manyItemsGoInPortions() {
    try (Cluster host = Meeting.open("a", table, List.of());
        Cluster guest = Meeting.open("b", new MemoryControlState(), List.of(Meeting.address(host)))) {
      List<ControlChange> changes = new ArrayList<>();
      List<ItemKey> keys = new ArrayList<>();
      for (int i = 0; i < 9_000; i++) {
        // sixty of them are as large as items get, 24 MB in all
        ControlItem item = ControlItem.of(new ItemKey("p", "k" + i), 1, new byte[i < 60 ? 390_000 : 1]);
        changes.add(new ControlChange.Put(item, Condition.absent()));
        keys.add(item.key());
      }
      assertThat(guest.state().change(changes)).hasSize(9_000).containsOnly(CommitOutcome.COMMITTED);
      assertThat(guest.state().change(changes)).containsOnly(CommitOutcome.CONFLICTED);
      assertThat(guest.state().read(keys)).extracting(ControlItem::key).isEqualTo(keys);
      assertThat(guest.state().read(SortRange.all("p"))).hasSize(9_000);
    }
  }

  @Test
  void anotherClusterAndAnotherVersionAreRefused() throws Exception {
    try (Cluster host = Meeting.open("a", table, List.of())) {
      List<ListenAddress> peers = List.of(Meeting.address(host));
      assertThatThrownBy(() -> Meeting.open("b", "others", Meeting.ANY_PORT, table, peers))
          .isInstanceOf(JoinException.class)
          .hasMessage("the cluster at " + peers + " does not let this member in: this cluster has another --cluster.label");
      try (Stranger old = Stranger.at(peers.getFirst())) {
        old.out().writeInt(0x4e58_434c);
        old.out().writeByte(StateWire.VERSION - 1);
        assertThat((char) old.in().readByte()).isEqualTo('X');
        assertThat(old.in().readUTF()).isEqualTo("members of this cluster speak version 2, not 1; run the same release everywhere");
        assertThat(old.in().read()).isEqualTo(-1);
      }
      try (Stranger browser = Stranger.at(peers.getFirst())) {
        browser.out().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat((char) browser.in().readByte()).isEqualTo('X');
        assertThat(browser.in().readUTF()).contains("and you are none");
      }
      assertThat(host.members()).hasSize(1);
    }
  }

  @Test
  void whatAnswersThereNeedNotBeAMember() throws Exception {
    try (java.net.ServerSocket other = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> {
        try (java.net.Socket socket = other.accept()) {
          socket.getOutputStream().write("SSH-2.0\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      });
      ListenAddress there = new ListenAddress("127.0.0.1", other.getLocalPort());
      assertThatThrownBy(() -> Cluster.open("b", "", Meeting.ANY_PORT, java.util.Optional.empty(), List.of(there), java.time.Duration.ZERO, table))
          .isInstanceOf(JoinException.class)
          .hasMessageContaining("what answers there is no member of a cluster");
    }
  }
}
