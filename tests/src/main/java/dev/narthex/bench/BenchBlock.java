package dev.narthex.bench;

import dev.narthex.tsdb.block.BlockDecoder;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.layout.Layout;

/** A block of a bench in memory, with the layout it refers to (empty where it has its own). */
record BenchBlock(byte[] bytes, BlockSummary summary, Layout shared) {
  BlockDecoder decoder() {
    return BlockDecoder.of(summary.object(), bytes, shared);
  }
}
