package dev.narthex.tsdb.block;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ObjectFrame;
import dev.narthex.tsdb.frame.ObjectKind;
import java.util.Optional;

/**
 * Bytes that were stored in one object with a block's samples because both must come into being together: the state that a rule
 * evaluation leaves. They mean nothing to the block, stand in no catalogue item, and end with the object: compaction does not carry
 * them on.
 */
public final class BlockAttachment {
  private BlockAttachment() {}

  /**
   * The attachment out of a whole object.
   *
   * @param object key of the block, for errors
   * @return empty when the block has none
   * @throws dev.narthex.tsdb.frame.CorruptObjectException when footer or attachment are not what was written
   */
  public static Optional<byte[]> read(String object, byte[] bytes) {
    ObjectFrame frame = ObjectFrame.of(object, ObjectKind.BLOCK, bytes);
    if (!frame.has(BlockSections.ATTACHMENT)) {
      return Optional.empty();
    }
    ByteReader in = frame.read(BlockSections.ATTACHMENT, "attachment");
    return Optional.of(in.bytes(in.remaining()));
  }
}
