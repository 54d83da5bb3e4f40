package dev.narthex.tsdb.write;

import dev.narthex.tsdb.catalog.BlockItem;

/** What became of a write. In both cases the block named by the item is stored, catalogued and visible. */
public sealed interface WriteOutcome {
  /** The item of the block that is stored now. */
  BlockItem item();

  /** This call stored the block. */
  record Written(BlockItem item) implements WriteOutcome {}

  /** An earlier or concurrent run had stored a block under the key, perhaps with other samples; its bytes are what counts. */
  record AlreadyWritten(BlockItem item) implements WriteOutcome {}
}
