package dev.narthex.tsdb.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryObjectStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  protected ObjectStore store() {
    return new DirectoryObjectStore(folder.resolve("objects"), () -> Instant.ofEpochSecond(1000));
  }

  @Test
  void whatACrashLeftBehindIsRemovedAndNeverListed() throws IOException {
    store();
    Path left = folder.resolve("objects/.tmp/7");
    Files.writeString(left, "half an object");
    ObjectStore again = store();
    assertThat(left).doesNotExist();
    assertThat(again.list("", "", 10)).isEmpty();
  }

  @Test
  void anUnusableFolderIsOneClearSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> new DirectoryObjectStore(file, Instant::now)).isInstanceOf(StoreUnavailableException.class).hasMessageStartingWith("cannot open");
  }
}
