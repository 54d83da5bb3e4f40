package dev.narthex.aws.store;

import dev.narthex.aws.table.DynamoDbCatalog;
import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.read.BlockSeriesSourceContractTest;
import dev.narthex.tsdb.store.ObjectStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of every source of series, on blocks in S3 that DynamoDB catalogues. */
@ExtendWith(WireExtension.class)
class BlocksOverTheWireTest extends BlockSeriesSourceContractTest {
  private Wire wire;

  @BeforeEach
  void remember(Wire wire) {
    this.wire = wire;
  }

  @Override
  protected ObjectStore store() {
    return new S3ObjectStore(wire.s3(), wire.newBucket());
  }

  @Override
  protected Catalog catalog() {
    return new DynamoDbCatalog(wire.dynamo(), wire.newTable());
  }
}
