package dev.narthex.aws.table;

import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ControlStateContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WireExtension.class)
class DynamoDbControlStateTest extends ControlStateContract {
  private Wire wire;
  private String table;

  @BeforeEach
  void aFreshTable(Wire wire) {
    this.wire = wire;
    table = wire.newTable();
  }

  @Override
  protected ControlState state() {
    return new DynamoDbControlState(wire.dynamo(), table);
  }
}
