package dev.narthex.aws.table;

import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.flush.RouterStoresContract;
import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.jobs.alert.store.TableStores;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The alert router's state in DynamoDB. */
@ExtendWith(WireExtension.class)
class DynamoDbRouterStoresTest extends RouterStoresContract {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  private Wire wire;
  private String table;

  @BeforeEach
  void aFreshTable(Wire given) {
    wire = given;
    table = given.newTable();
  }

  @Override
  protected RouterStores stores() {
    return TableStores.of(new DynamoDbControlState(wire.dynamo(), table), "default", () -> NOW);
  }
}
