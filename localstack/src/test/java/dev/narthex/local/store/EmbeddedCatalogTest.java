package dev.narthex.local.store;

import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedCatalogTest {
  @Nested
  class InAFile extends CatalogContract {
    @TempDir Path folder;
    private TableFile file;

    @BeforeEach
    void open() {
      file = new TableFile(folder.resolve("catalog.mv"));
    }

    @AfterEach
    void close() {
      file.close();
    }

    @Override
    protected Catalog catalog() {
      return new EmbeddedCatalog(file);
    }
  }

  @Nested
  class InMemory extends CatalogContract {
    private final TableFile file = new TableFile(null);

    @AfterEach
    void close() {
      file.close();
    }

    @Override
    protected Catalog catalog() {
      return new EmbeddedCatalog(file);
    }
  }
}
