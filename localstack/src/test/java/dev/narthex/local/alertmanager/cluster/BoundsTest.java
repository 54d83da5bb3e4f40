package dev.narthex.local.alertmanager.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.local.server.ListenAddress;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.MemoryControlState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a member says to those who send anything: nothing, and it goes on. */
@Timeout(60)
class BoundsTest {
  private final MemoryControlState table = new MemoryControlState();
  private Cluster host;
  private ListenAddress address;

  @BeforeEach
  void open() {
    host = Meeting.open("a", table, List.of());
    address = Meeting.address(host);
  }

  @AfterEach
  void stillAnswersAndCloses() {
    try (Cluster guest = Meeting.open("b", new MemoryControlState(), List.of(address))) {
      assertThat(guest.state().read(new ItemKey("p", "one"))).isEmpty();
    }
    host.close();
  }

  @Test
  void aListThatIsTooLongIsNotWaitedFor() throws Exception {
    try (Stranger stranger = Stranger.greeting(address, StateWire.STATE)) {
      stranger.out().writeByte('i');
      stranger.out().writeInt(Integer.MAX_VALUE);
      assertThat(stranger.wasLeft()).isTrue();
    }
    try (Stranger stranger = Stranger.greeting(address, StateWire.STATE)) {
      stranger.out().writeByte('c');
      stranger.out().writeInt(-1);
      assertThat(stranger.wasLeft()).isTrue();
    }
  }

  @Test
  void anItemThatIsTooLargeIsNotTaken() throws Exception {
    try (Stranger stranger = Stranger.greeting(address, StateWire.STATE)) {
      DataOutputStream out = stranger.out();
      out.writeByte('c');
      out.writeInt(1);
      out.writeBoolean(true);
      out.writeUTF("p");
      out.writeUTF("one");
      out.writeLong(1);
      out.writeLong(0);
      out.writeInt(1 << 30);
      assertThat(stranger.wasLeft()).isTrue();
    }
  }

  @Test
  void aRequestEndsWhereItsBytesEnd() throws Exception {
    try (Stranger stranger = Stranger.greeting(address, StateWire.STATE)) {
      DataOutputStream out = stranger.out();
      out.writeByte('i');
      out.writeInt(1 << 20);
      ByteArrayOutputStream keys = new ByteArrayOutputStream();
      DataOutputStream some = new DataOutputStream(keys);
      for (int i = 0; i < 1_000; i++) {
        some.writeUTF("p".repeat(500));
        some.writeUTF("s".repeat(900));
      }
      long sent = 0;
      try {
        while (sent < 10 * HostedState.REQUEST_BYTES) {
          out.write(keys.toByteArray());
          sent += keys.size();
        }
      } catch (SocketException e) {
        assertThat(e).isNotNull(); // nobody reads any more
      }
      assertThat(sent).isLessThan(10 * HostedState.REQUEST_BYTES);
      assertThat(stranger.wasLeft()).isTrue();
    }
  }

  @Test
  void aKeyThatIsNoneAndARequestThatIsNoneEndTheConnection() throws Exception {
    try (Stranger stranger = Stranger.greeting(address, StateWire.STATE)) {
      stranger.out().writeByte('i');
      stranger.out().writeInt(1);
      stranger.out().writeUTF("");
      stranger.out().writeUTF("");
      assertThat(stranger.wasLeft()).isTrue();
    }
    try (Stranger stranger = Stranger.greeting(address, StateWire.STATE)) {
      stranger.out().writeByte('?');
      assertThat(stranger.wasLeft()).isTrue();
    }
    try (Stranger stranger = Stranger.greeting(address, 'Q')) {
      assertThat((char) stranger.in().readByte()).isEqualTo('X');
      assertThat(stranger.in().readUTF()).isEqualTo("a member cannot be asked for 'Q'");
    }
  }

  @Test
  void anItemThatWasCutIsNoItem() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ItemKey key = new ItemKey("p", "one");
    table.write(ControlItem.of(key, 1, new byte[100]), Condition.none());
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    assertThatThrownBy(() -> StateWire.items(new DataInputStream(new ByteArrayInputStream(new byte[0])), new DataOutputStream(request), List.of(key)))
        .isInstanceOf(EOFException.class);
    StateWire.answer(new DataInputStream(new ByteArrayInputStream(request.toByteArray())), new DataOutputStream(bytes), table);
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 1);
    assertThatThrownBy(() -> StateWire.items(new DataInputStream(new ByteArrayInputStream(cut)), new DataOutputStream(new ByteArrayOutputStream()), List.of(key)))
        .isInstanceOf(IOException.class);
    table.delete(key, Condition.none());
  }
}
