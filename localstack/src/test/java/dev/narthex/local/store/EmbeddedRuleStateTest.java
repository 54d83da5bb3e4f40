package dev.narthex.local.store;

import dev.narthex.rules.RuleState;
import dev.narthex.rules.RuleStateContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRuleStateTest extends RuleStateContract {
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
  protected RuleState state() {
    return new EmbeddedRuleState(file);
  }
}
