package dev.narthex.aws.table;

import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.rules.RuleState;
import dev.narthex.rules.RuleStateContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WireExtension.class)
class DynamoDbRuleStateTest extends RuleStateContract {
  private Wire wire;
  private String table;

  @BeforeEach
  void aFreshTable(Wire wire) {
    this.wire = wire;
    table = wire.newTable();
  }

  @Override
  protected RuleState state() {
    return new DynamoDbRuleState(wire.dynamo(), table);
  }
}
