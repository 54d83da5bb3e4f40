package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What members say to each other, both sides of it. Texts are Java's modified UTF-8, numbers are big-endian. Whoever reads has a bound:
 * see {@link Allowance}.
 */
final class StateWire {
  static final char JOIN = 'J';
  static final char STATE = 'S';

  private static final int MAGIC = 0x4e58_434c;
  static final int VERSION = 2;
  private static final int MOST = 1 << 20;
  private static final int LONGEST_SENTENCE = 1_000;

  private static final char REDIRECT = 'R';
  private static final char MEMBERS = 'M';
  private static final char REFUSED = 'X';
  private static final char RANGE = 'r';
  private static final char ITEMS = 'i';
  private static final char CHANGE = 'c';
  private static final char FINE = '+';
  private static final char FAILED = '-';

  /**
   * The answer to who wants to join.
   *
   * @param elsewhere where the host is, when it is not this one
   */
  record Welcome(Optional<ListenAddress> elsewhere, List<Member> members) {}

  private StateWire() {}

  static void writeHello(DataOutputStream out, char role, String label) throws IOException {
    out.writeInt(MAGIC);
    out.writeByte(VERSION);
    out.writeByte(role);
    out.writeUTF(label);
  }

  /**
   * The role that somebody wants.
   *
   * @param label of this cluster
   * @throws RefusedException when it is no member, of another version or of another cluster
   */
  static char readHello(DataInputStream in, String label) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new RefusedException("this is a member of a cluster of alert routers, and you are none");
    }
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new RefusedException("members of this cluster speak version " + VERSION + ", not " + version + "; run the same release everywhere");
    }
    char role = (char) in.readUnsignedByte();
    if (!in.readUTF().equals(label)) {
      throw new RefusedException("this cluster has another --cluster.label");
    }
    if (role != JOIN && role != STATE) {
      throw new RefusedException("a member cannot be asked for '" + role + "'");
    }
    return role;
  }

  static void writeRefusal(DataOutputStream out, String why) throws IOException {
    out.writeByte(REFUSED);
    out.writeUTF(sentence(why));
    out.flush();
  }

  private static String sentence(String text) {
    return text.length() > LONGEST_SENTENCE ? text.substring(0, LONGEST_SENTENCE) : text;
  }

  static void writeRedirect(DataOutputStream out, ListenAddress host) throws IOException {
    out.writeByte(REDIRECT);
    out.writeUTF(host.toString());
    out.flush();
  }

  static void writeMembers(DataOutputStream out, List<Member> members) throws IOException {
    out.writeByte(MEMBERS);
    out.writeInt(members.size());
    for (Member member : members) {
      out.writeUTF(member.name());
      out.writeUTF(member.address());
    }
    out.flush();
  }

  static Welcome readWelcome(DataInputStream in) throws IOException {
    switch ((char) in.readByte()) {
      case REDIRECT -> {
        return new Welcome(Optional.of(ListenAddress.parse(in.readUTF())), List.of());
      }
      case MEMBERS -> {
        List<Member> members = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
          members.add(new Member(in.readUTF(), in.readUTF()));
        }
        return new Welcome(Optional.empty(), members);
      }
      case REFUSED -> throw new RefusedException(in.readUTF());
      default -> throw new IOException("what answers there is no member of a cluster");
    }
  }

  static List<ControlItem> range(DataInputStream in, DataOutputStream out, SortRange stretch) throws IOException {
    out.writeByte(RANGE);
    out.writeUTF(stretch.partition());
    out.writeUTF(stretch.from());
    out.writeUTF(stretch.before());
    out.flush();
    check(in);
    return readItems(in);
  }

  static List<ControlItem> items(DataInputStream in, DataOutputStream out, List<ItemKey> keys) throws IOException {
    out.writeByte(ITEMS);
    out.writeInt(keys.size());
    for (ItemKey key : keys) {
      writeKey(out, key);
    }
    out.flush();
    check(in);
    return readItems(in);
  }

  static List<CommitOutcome> change(DataInputStream in, DataOutputStream out, List<ControlChange> changes) throws IOException {
    out.writeByte(CHANGE);
    out.writeInt(changes.size());
    for (ControlChange change : changes) {
      switch (change) {
        case ControlChange.Put(ControlItem item, Condition condition) -> {
          out.writeBoolean(true);
          writeItem(out, item);
          writeCondition(out, condition);
        }
        case ControlChange.Delete(ItemKey key, Condition condition) -> {
          out.writeBoolean(false);
          writeKey(out, key);
          writeCondition(out, condition);
        }
      }
    }
    out.flush();
    check(in);
    List<CommitOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      outcomes.add(outcome(in.readUnsignedByte()));
    }
    return outcomes;
  }

  private static CommitOutcome outcome(int number) throws IOException {
    CommitOutcome[] all = CommitOutcome.values();
    if (number >= all.length) {
      throw new IOException("unknown outcome " + number);
    }
    return all[number];
  }

  private static void check(DataInputStream in) throws IOException {
    if ((char) in.readByte() != FINE) {
      throw new StoreUnavailableException(in.readUTF(), new IOException("said by the member that hosts the state"));
    }
  }

  /** Answers one request. */
  static void answer(DataInputStream in, DataOutputStream out, ControlState state) throws IOException {
    char request = (char) in.readByte();
    try {
      switch (request) {
        case RANGE -> writeItems(out, state.read(new SortRange(in.readUTF(), in.readUTF(), in.readUTF())));
        case ITEMS -> {
          List<ItemKey> keys = new ArrayList<>();
          for (int i = count(in); i > 0; i--) {
            keys.add(readKey(in));
          }
          writeItems(out, state.read(keys));
        }
        case CHANGE -> {
          List<CommitOutcome> outcomes = state.change(readChanges(in));
          out.writeByte(FINE);
          for (CommitOutcome outcome : outcomes) {
            out.writeByte(outcome.ordinal());
          }
        }
        default -> throw new IOException("unknown request");
      }
    } catch (StoreUnavailableException e) {
      out.writeByte(FAILED);
      out.writeUTF(sentence(String.valueOf(e.getMessage())));
    }
    out.flush();
  }

  private static List<ControlChange> readChanges(DataInputStream in) throws IOException {
    List<ControlChange> changes = new ArrayList<>();
    for (int i = count(in); i > 0; i--) {
      if (in.readBoolean()) {
        changes.add(new ControlChange.Put(readItem(in), readCondition(in)));
      } else {
        changes.add(new ControlChange.Delete(readKey(in), readCondition(in)));
      }
    }
    return changes;
  }

  private static void writeItems(DataOutputStream out, List<ControlItem> items) throws IOException {
    out.writeByte(FINE);
    out.writeInt(items.size());
    for (ControlItem item : items) {
      writeItem(out, item);
    }
  }

  private static List<ControlItem> readItems(DataInputStream in) throws IOException {
    List<ControlItem> items = new ArrayList<>();
    for (int i = count(in); i > 0; i--) {
      items.add(readItem(in));
    }
    return items;
  }

  private static void writeItem(DataOutputStream out, ControlItem item) throws IOException {
    writeKey(out, item.key());
    out.writeLong(item.version());
    out.writeLong(item.expiresAtSeconds());
    out.writeInt(item.data().length);
    out.write(item.data());
  }

  private static ControlItem readItem(DataInputStream in) throws IOException {
    ItemKey key = readKey(in);
    long version = in.readLong();
    long expiry = in.readLong();
    int length = in.readInt();
    if (length < 0 || length > CatalogItem.MAX_BYTES) {
      throw new IOException("an item of " + length + " bytes");
    }
    byte[] data = new byte[length];
    in.readFully(data);
    return new ControlItem(key, version, data, expiry);
  }

  private static void writeKey(DataOutputStream out, ItemKey key) throws IOException {
    out.writeUTF(key.partition());
    out.writeUTF(key.sort());
  }

  private static ItemKey readKey(DataInputStream in) throws IOException {
    return new ItemKey(in.readUTF(), in.readUTF());
  }

  private static void writeCondition(DataOutputStream out, Condition condition) throws IOException {
    switch (condition) {
      case Condition.None() -> out.writeByte('n');
      case Condition.Absent() -> out.writeByte('a');
      case Condition.Version(long version) -> {
        out.writeByte('v');
        out.writeLong(version);
      }
    }
  }

  private static Condition readCondition(DataInputStream in) throws IOException {
    return switch ((char) in.readByte()) {
      case 'n' -> Condition.none();
      case 'a' -> Condition.absent();
      case 'v' -> Condition.version(in.readLong());
      default -> throw new IOException("unknown condition");
    };
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("a list of " + count);
    }
    return count;
  }
}
