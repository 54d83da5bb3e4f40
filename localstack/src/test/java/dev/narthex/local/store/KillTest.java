package dev.narthex.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.ObjectContent;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of its writes loses nothing that it was told is stored. */
class KillTest {
  @TempDir Path folder;

  /** The process that gets killed: says each number after it has been committed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      DataDirectory data = DataDirectory.open(Path.of(args[0]), InstantSource.system());
      data.announce("127.0.0.1:1");
      for (int i = data.catalog().read(List.of(SortRange.all("p"))).getFirst().size(); ; i++) {
        data.objects().putIfAbsent("b0/" + i, ObjectContent.of(new byte[5_000]));
        CatalogItem item = new CatalogItem(new ItemKey("p", "%06d".formatted(i)), i, new byte[1_000]);
        if (data.catalog().commit(List.of(CatalogChange.put(item, Condition.absent()))) != CommitOutcome.COMMITTED) {
          throw new IllegalStateException("not committed: " + i);
        }
        System.out.println(i);
      }
    }
  }

  @Test
  void nothingAcknowledgedIsLost() throws Exception {
    int acknowledged = -1;
    for (int round = 0; round < 3; round++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                  System.getProperty("java.class.path"), Writer.class.getName(), folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said = writer.inputReader()) {
        int until = acknowledged + 40;
        while (acknowledged < until) {
          acknowledged = Integer.parseInt(said.readLine());
        }
        if (round == 0) {
          assertThatThrownBy(() -> DataDirectory.open(folder, InstantSource.system()))
              .isInstanceOf(DirectoryHeldException.class)
              .hasMessageContaining("http://127.0.0.1:1");
        }
        writer.toHandle().destroyForcibly();
        writer.waitFor();
        for (String line = said.readLine(); line != null && line.matches("\\d+"); line = said.readLine()) {
          acknowledged = Math.max(acknowledged, Integer.parseInt(line));
        }
      }
      try (DataDirectory data = DataDirectory.open(folder, InstantSource.system())) {
        List<CatalogItem> items = data.catalog().read(List.of(SortRange.all("p"))).getFirst();
        assertThat(items).hasSizeGreaterThan(acknowledged);
        for (int i = 0; i < items.size(); i++) {
          assertThat(items.get(i).version()).isEqualTo(i);
          assertThat(data.objects().get("b0/" + i)).isPresent();
        }
      }
    }
    assertThat(Files.exists(folder.resolve("address"))).isFalse();
  }
}
