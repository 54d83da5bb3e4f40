package dev.narthex.aws.table;

import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WireExtension.class)
class DynamoDbCatalogTest extends CatalogContract {
  private Wire wire;
  private String table;

  @BeforeEach
  void aFreshTable(Wire wire) {
    this.wire = wire;
    table = wire.newTable();
  }

  @Override
  protected Catalog catalog() {
    return new DynamoDbCatalog(wire.dynamo(), table);
  }
}
