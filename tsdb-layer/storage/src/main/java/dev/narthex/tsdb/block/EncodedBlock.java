package dev.narthex.tsdb.block;

/** A block in memory, with the key-less summary of its bytes. */
public record EncodedBlock(byte[] bytes, BlockSummary summary) {}
