package dev.narthex.jobs.evaluate;

import dev.narthex.tsdb.block.BlockAttachment;
import dev.narthex.tsdb.frame.CorruptObjectException;
import dev.narthex.tsdb.store.ObjectStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the records of stored evaluations. Thread-safe; keeps the latest of each batch, because the next evaluation starts from it. */
public final class EvaluationRecords {
  private static final int KEPT = 64;

  private final ObjectStore objects;
  private final Map<String, EvaluationRecord> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, EvaluationRecord> eldest) {
              return size() > KEPT;
            }
          });

  public EvaluationRecords(ObjectStore objects) {
    this.objects = objects;
  }

  /** The record in a stored object; empty when the object is no more. */
  public Optional<EvaluationRecord> read(String object) {
    EvaluationRecord known = kept.get(object);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<EvaluationRecord> read = objects.get(object).map(bytes -> decode(object, bytes));
    read.ifPresent(record -> kept.put(object, record));
    return read;
  }

  private static EvaluationRecord decode(String object, byte[] bytes) {
    byte[] attachment = BlockAttachment.read(object, bytes).orElseThrow(() -> new CorruptObjectException(object, "attachment", "a block of rules without their state"));
    return EvaluationRecordCodec.decode(object, attachment);
  }

  void keep(String object, EvaluationRecord record) {
    kept.put(object, record);
  }
}
