package dev.narthex.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was acknowledged is lost and nothing is half there, whatever becomes of the process, the disk and the log. */
class TableFileTest {
  private static final int KEYS = 5;
  private static final long SHORT = 300;

  @TempDir Path folder;
  private Path tables;

  @BeforeEach
  void name() {
    tables = folder.resolve("catalog.mv");
  }

  private static TableLog.Options options(long turnBytes, LogFile.Opener opener) {
    return new TableLog.Options(turnBytes, opener, Runnable::run);
  }

  private static TableLog.Options options(long turnBytes) {
    return options(turnBytes, TableLog.Options.DEFAULT.opener());
  }

  private static String key(int n) {
    return "p\0k" + n % KEYS;
  }

  private static byte[] value(int n) {
    byte[] value = new byte[Integer.BYTES + 1 + n % 90];
    Arrays.fill(value, (byte) 7);
    return ByteBuffer.wrap(value).putInt(n).array();
  }

  /** A transaction over both tables. */
  private static CommitOutcome put(TableFile file, int n) {
    return file.write(
        tables -> {
          tables.catalog().put(key(n), value(n));
          tables.state().put(key(n), value(n));
          return true;
        });
  }

  /** The number that stands under a key in both tables, 0 for none. */
  private static int number(TableFile file, int key) {
    return file.read(
        tables -> {
          byte[] catalog = tables.catalog().get(key(key));
          assertThat(tables.state().get(key(key))).isEqualTo(catalog);
          return catalog == null ? 0 : ByteBuffer.wrap(catalog).getInt();
        });
  }

  private static int[] numbers(TableFile file) {
    int[] numbers = new int[KEYS];
    for (int i = 0; i < KEYS; i++) {
      numbers[i] = number(file, i);
    }
    return numbers;
  }

  private static int[] after(int last) {
    int[] numbers = new int[KEYS];
    for (int n = 1; n <= last; n++) {
      numbers[n % KEYS] = n;
    }
    return numbers;
  }

  private Path log(int i) {
    return folder.resolve("catalog-" + i + ".log");
  }

  /** A copy of the folder as a killed process leaves it. */
  private Path killed(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("catalog.mv", "catalog-0.log", "catalog-1.log")) {
      Files.write(copy.resolve(file), Files.readAllBytes(folder.resolve(file)));
    }
    return copy;
  }

  private static long end(Path log) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(log)).order(ByteOrder.LITTLE_ENDIAN);
    return LogFile.read(all, (sequence, content) -> {});
  }

  /** What a log alone brings back. */
  private int[] replayed() throws IOException {
    int[] numbers = new int[KEYS];
    try (TableLog log = new TableLog(tables, options(1 << 20))) {
      log.replay(0, (table, key, value) -> numbers[key.charAt(key.length() - 1) - '0'] = ByteBuffer.wrap(Objects.requireNonNull(value)).getInt());
    }
    return numbers;
  }

  private List<Long> logged(int records) throws IOException {
    List<Long> ends = new ArrayList<>();
    try (TableFile file = new TableFile(tables, options(1 << 20))) {
      for (int n = 1; n <= records; n++) {
        assertThat(put(file, n)).isEqualTo(CommitOutcome.COMMITTED);
        ends.add(end(log(1)));
      }
    }
    return ends;
  }

  @Test
  void aLogCutAtAnyByteKeepsEveryWholeRecord() throws IOException {
    List<Long> ends = logged(8);
    byte[] whole = Files.readAllBytes(log(1));
    for (int cut = 0; cut <= ends.getLast(); cut++) {
      int at = cut;
      int[] kept = after((int) ends.stream().filter(end -> end <= at).count());
      Files.write(log(1), Arrays.copyOf(whole, cut));
      assertThat(replayed()).as("cut at %d", cut).isEqualTo(kept);
      Files.write(log(1), Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length));
      assertThat(replayed()).as("zeros from %d on", cut).isEqualTo(kept);
    }
  }

  @Test
  void aFlippedBitLosesNoMoreThanTheLastRecordOrIsTold() throws IOException {
    long end = logged(4).getLast();
    byte[] whole = Files.readAllBytes(log(1));
    int told = 0;
    for (int at = 0; at < end; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1 << at % 8;
      Files.write(log(1), damaged);
      try {
        assertThat(replayed()).as("flipped at %d", at).isIn(after(3), after(4));
      } catch (IOException e) {
        told++;
        assertThat(e).hasMessageContaining("log");
      }
    }
    assertThat(told).isGreaterThan((int) end / 2);
  }

  @Test
  void whateverFailsAnywhereAndHoweverThePowerGoes() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Path here = Files.createDirectories(folder.resolve("seed" + seed));
      int[] acknowledged = new int[KEYS];
      int next = 1;
      for (int life = 0; life < 4; life++) {
        int death = 20 + random.nextInt(160);
        int once = random.nextInt(60);
        WeakDisk disk = new WeakDisk(call -> call >= death || call == once);
        TableFile file;
        try {
          file = new TableFile(here.resolve("catalog.mv"), options(SHORT, disk));
        } catch (StoreUnavailableException e) {
          continue; // the one fault came at the start
        }
        int last = next - 1;
        for (int i = 0; i < KEYS; i++) {
          int number = number(file, i);
          assertThat(number).as("seed %d life %d key %d", seed, life, i).isBetween(acknowledged[i], last);
          acknowledged[i] = number;
        }
        for (; disk.calls() <= death; next++) {
          int n = next;
          try {
            if (put(file, n) == CommitOutcome.COMMITTED) {
              acknowledged[n % KEYS] = n;
            }
          } catch (StoreUnavailableException e) {
            assertThat(disk.calls()).as("only a disk that failed").isGreaterThan(Math.min(once, death));
          }
        }
        // the process is gone: nothing was closed in order
        if (random.nextBoolean()) {
          disk.cutPower(random);
        }
      }
      try (TableFile file = new TableFile(here.resolve("catalog.mv"))) {
        for (int i = 0; i < KEYS; i++) {
          assertThat(number(file, i)).as("seed %d key %d", seed, i).isBetween(acknowledged[i], next);
        }
      }
    }
  }

  @Test
  void whateverFailsAsTheTablesAreWritten() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Path real = Files.createDirectories(folder.resolve("tables" + seed)).resolve("catalog.mv");
      int fault = 10 + random.nextInt(90);
      AtomicInteger writes = new AtomicInteger(Integer.MIN_VALUE);
      Path weak = WeakTables.on(real, call -> writes.incrementAndGet() > 0 && writes.get() % fault == 0);
      TableLog.Options options =
          new TableLog.Options(
              SHORT, log -> TableLog.Options.DEFAULT.opener().open(WeakTables.real(log)), seed % 2 == 0 ? Runnable::run : TableLog.Options.DEFAULT.background());
      int[] acknowledged = new int[KEYS];
      int next = 1;
      try (TableFile file = new TableFile(weak, options)) {
        writes.set(0);
        for (; writes.get() < 3 * fault; next++) {
          try {
            if (put(file, next) == CommitOutcome.COMMITTED) {
              acknowledged[next % KEYS] = next;
            }
            assertThat(number(file, next % KEYS)).as("seed %d", seed).isGreaterThanOrEqualTo(acknowledged[next % KEYS]);
          } catch (StoreUnavailableException e) {
            assertThat(writes.get()).as("only when the tables were not written").isGreaterThanOrEqualTo(fault);
          }
        }
        writes.set(Integer.MIN_VALUE);
      }
      try (TableFile file = new TableFile(real)) {
        for (int i = 0; i < KEYS; i++) {
          assertThat(number(file, i)).as("seed %d key %d", seed, i).isBetween(acknowledged[i], next);
        }
      }
    }
  }

  @Test
  void aFolderFromBeforeTheLogOpens() {
    MVStore store = new MVStore.Builder().autoCommitDisabled().fileName(tables.toString()).open();
    for (String name : List.of("catalog", "state")) {
      MVMap<String, byte[]> map = store.openMap(name, new MVMap.Builder<String, byte[]>().keyType(StringDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
      map.put(key(3), value(3));
    }
    store.commit();
    store.close();
    try (TableFile file = new TableFile(tables)) {
      assertThat(number(file, 3)).isEqualTo(3);
      put(file, 8);
    }
    try (TableFile file = new TableFile(tables)) {
      assertThat(number(file, 3)).isEqualTo(8);
    }
  }

  @Test
  void theLogStaysShort() throws IOException {
    try (TableFile file = new TableFile(tables, options(5_000))) {
      for (int n = 1; n <= 600; n++) {
        put(file, n);
      }
      assertThat(end(log(0))).isLessThan(7_000);
      assertThat(end(log(1))).isLessThan(7_000);
      assertThat(numbers(file)).isEqualTo(after(600));
      file.tidy();
      put(file, 601);
      Path copy = killed("copy");
      try (TableFile again = new TableFile(copy.resolve("catalog.mv"))) {
        assertThat(numbers(again)).isEqualTo(after(601));
      }
    }
  }

  @Test
  void aHugeTransactionFitsAndTheFileShrinksAgain() throws IOException {
    try (TableFile file = new TableFile(tables, options(1_000))) {
      assertThat(file.write(t -> {
        t.state().put("p\0huge", new byte[3 << 20]);
        return true;
      })).isEqualTo(CommitOutcome.COMMITTED);
      for (int n = 1; n <= 100; n++) {
        put(file, n);
      }
      assertThat(Files.size(log(0)) + Files.size(log(1))).isLessThan(1 << 20);
    }
  }

  @Test
  void aLogWithoutItsTablesIsTold() throws IOException {
    try (TableFile file = new TableFile(tables, options(SHORT))) {
      for (int n = 1; n <= 50; n++) {
        put(file, n);
      }
    }
    Files.delete(tables);
    assertThatThrownBy(() -> new TableFile(tables)).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("record 1 of its log is damaged or missing").hasMessageContaining("move the catalog files away");
  }

  @Test
  void aNewerLogIsNotRead() throws IOException {
    try (TableFile file = new TableFile(tables)) {
      put(file, 1);
    }
    try (FileChannel log = FileChannel.open(log(1), StandardOpenOption.WRITE)) {
      log.write(ByteBuffer.wrap(new byte[] {2}), 5);
    }
    assertThatThrownBy(() -> new TableFile(tables)).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("newer Narthex (log version 2); upgrade");
  }

  @Test
  void theBytesOfTheLogAreThese() throws IOException {
    try (TableFile file = new TableFile(tables)) {
      file.write(t -> {
        t.catalog().put("p\0a", new byte[] {1, 2});
        t.state().put("q\0b", new byte[200]);
        t.catalog().remove("p\0a");
        t.state().remove("q\0b");
        return true;
      });
      byte[] log = Files.readAllBytes(log(1));
      assertThat(HexFormat.of().formatHex(log, 0, 24)).isEqualTo("4e52545857010000" + "e1000000" + "f3579cb8" + "0100000000000000");
      assertThat(HexFormat.of().formatHex(log, 24, 40)).isEqualTo("0103700061020102" + "03037100" + "62c801" + "00");
      assertThat(HexFormat.of().formatHex(log, 235, 251)).isEqualTo("0000" + "00000203700061" + "0403710062" + "0000");
    }
  }

  @Test
  void togetherWaitsOnceAndSeesItsOwn() {
    WeakDisk disk = new WeakDisk(call -> false);
    try (TableFile file = new TableFile(tables, options(1 << 20, disk))) {
      put(file, 1);
      int before = disk.calls();
      int seen = file.together(() -> {
        put(file, 2);
        put(file, 7);
        assertThat(number(file, 2)).isEqualTo(7);
        assertThat(file.together(() -> number(file, 1))).isEqualTo(1);
        assertThat(disk.calls()).isEqualTo(before);
        file.settle();
        assertThat(disk.calls()).isGreaterThan(before);
        return disk.calls();
      });
      assertThat(disk.calls()).as("nothing was left to wait for").isEqualTo(seen);
      assertThat(number(file, 2)).isEqualTo(7);
      int read = disk.calls();
      assertThat(file.together(() -> number(file, 2))).isEqualTo(7);
      assertThat(disk.calls()).as("what was safe costs nothing").isEqualTo(read);
    }
  }

  @Test
  void whoSawWhatIsNotSafeWaitsForItAndOthersDoNotSeeIt() throws Exception {
    try (TableFile file = new TableFile(tables); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      put(file, 1);
      CountDownLatch written = new CountDownLatch(1);
      CountDownLatch seen = new CountDownLatch(1);
      var writer = threads.submit(() -> file.together(() -> {
        put(file, 6);
        written.countDown();
        await(seen);
        return 0;
      }));
      await(written);
      assertThat(number(file, 1)).as("not safe yet").isEqualTo(1);
      assertThat(file.together(() -> number(file, 1))).isEqualTo(6);
      assertThat(number(file, 1)).as("the one who saw it made it safe").isEqualTo(6);
      seen.countDown();
      writer.get();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasLostOnTheWayIsToldAtTheEnd() {
    boolean[] broken = new boolean[1];
    WeakDisk disk = new WeakDisk(call -> broken[0]);
    try (TableFile file = new TableFile(tables, options(1 << 20, disk))) {
      put(file, 1);
      assertThatThrownBy(() -> file.together(() -> {
        put(file, 6);
        broken[0] = true;
        try {
          file.settle();
        } finally {
          broken[0] = false;
        }
        return 0;
      })).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("unknown");
      assertThatThrownBy(() -> file.together(() -> {
        put(file, 11);
        broken[0] = true;
        var other = Thread.ofVirtual().start(() -> assertThat(put(file, 12)).isEqualTo(CommitOutcome.UNKNOWN));
        try {
          other.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        broken[0] = false;
        return number(file, 1);
      })).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("unknown");
      assertThat(put(file, 16)).isEqualTo(CommitOutcome.COMMITTED);
      assertThat(number(file, 1)).isEqualTo(16);
    }
  }

  @Test
  void aThreadThatIsInterruptedStillCommits() {
    try (TableFile file = new TableFile(tables)) {
      Thread.currentThread().interrupt();
      assertThat(put(file, 1)).isEqualTo(CommitOutcome.COMMITTED);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(put(file, 2)).isEqualTo(CommitOutcome.COMMITTED);
      assertThat(numbers(file)).isEqualTo(after(2));
    }
  }
}
