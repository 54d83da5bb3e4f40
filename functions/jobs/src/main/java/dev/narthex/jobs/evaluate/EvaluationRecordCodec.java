package dev.narthex.jobs.evaluate;

import dev.narthex.model.Labels;
import dev.narthex.rules.ActiveAlert;
import dev.narthex.rules.RuleMemory;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.Deflate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The stored form of an {@link EvaluationRecord}: the attachment of a batch's block.
 *
 * <pre>
 * Attachment := version u8 (1), deflated Record
 * Record     := batch string, tick zigzag, group count varint, Group*
 * Group      := key string, at zigzag, took varint, rule count varint, Rule*
 * Rule       := key string, query string, at zigzag, took varint, error string,
 *               series count varint, Texts*, alert count varint, Alert*
 * Alert      := labels Texts, annotations Texts, state u8 (0 inactive, 1 pending, 2 firing), value i64, active at zigzag,
 *               fired, resolved, kept since, last sent Moment*, valid until zigzag
 * Texts      := count varint, (name string, value string)*
 * Moment     := 0 u8 | 1 u8, zigzag
 * </pre>
 *
 * Times are epoch milliseconds, durations nanoseconds, the value the bits of a double.
 */
public final class EvaluationRecordCodec {
  private static final int VERSION = 1;
  private static final int DEFLATE_LEVEL = 6;

  private EvaluationRecordCodec() {}

  public static byte[] encode(EvaluationRecord record) {
    ByteWriter raw = new ByteWriter();
    raw.string(record.batch()).zigzag(record.tick()).varint(record.groups().size());
    record.groups().forEach(group -> write(group, raw));
    ByteWriter out = new ByteWriter().u8(VERSION);
    try (Deflate deflate = new Deflate(DEFLATE_LEVEL)) {
      deflate.append(raw.array(), 0, raw.size(), out);
    }
    return out.toByteArray();
  }

  private static void write(EvaluationRecord.Group group, ByteWriter out) {
    out.string(group.key()).zigzag(group.at()).varint(group.tookNanos()).varint(group.rules().size());
    for (EvaluationRecord.Rule rule : group.rules()) {
      out.string(rule.key()).string(rule.query()).zigzag(rule.at()).varint(rule.tookNanos()).string(rule.error());
      out.varint(rule.memory().series().size());
      rule.memory().series().forEach(labels -> write(labels.toMap(), out));
      out.varint(rule.memory().alerts().size());
      // by labels, so that equal records have equal bytes
      new TreeMap<>(rule.memory().alerts()).values().forEach(alert -> write(alert, out));
    }
  }

  private static void write(ActiveAlert alert, ByteWriter out) {
    write(alert.labels().toMap(), out);
    write(new TreeMap<>(alert.annotations()), out);
    out.u8(alert.state().ordinal()).i64(Double.doubleToRawLongBits(alert.value())).zigzag(alert.activeAt());
    for (OptionalLong moment : List.of(alert.firedAt(), alert.resolvedAt(), alert.keepFiringSince(), alert.lastSentAt())) {
      out.u8(moment.isPresent() ? 1 : 0);
      moment.ifPresent(out::zigzag);
    }
    out.zigzag(alert.validUntil());
  }

  private static void write(Map<String, String> texts, ByteWriter out) {
    out.varint(texts.size());
    texts.forEach((name, value) -> out.string(name).string(value));
  }

  /**
   * Reads {@link #encode}.
   *
   * @param object key of the block, for errors
   */
  public static EvaluationRecord decode(String object, byte[] bytes) {
    ByteReader framed = new ByteReader(object, "rule state", bytes);
    int version = framed.u8();
    if (version != VERSION) {
      throw framed.corrupt("version " + version + " is not " + VERSION + "; upgrade Narthex");
    }
    ByteReader in = new ByteReader(object, "rule state", Deflate.read(framed));
    framed.end();
    String batch = in.string();
    long tick = in.zigzag();
    List<EvaluationRecord.Group> groups = list(in, () -> group(in));
    in.end();
    return new EvaluationRecord(batch, tick, groups);
  }

  private static EvaluationRecord.Group group(ByteReader in) {
    return new EvaluationRecord.Group(in.string(), in.zigzag(), in.varint(), list(in, () -> rule(in)));
  }

  private static EvaluationRecord.Rule rule(ByteReader in) {
    String key = in.string();
    String query = in.string();
    long at = in.zigzag();
    long took = in.varint();
    String error = in.string();
    List<Labels> series = list(in, () -> Labels.of(texts(in)));
    Map<Labels, ActiveAlert> alerts = new HashMap<>();
    list(in, () -> alert(in)).forEach(alert -> alerts.put(alert.labels(), alert));
    return new EvaluationRecord.Rule(key, query, at, took, error, new RuleMemory(alerts, series));
  }

  private static ActiveAlert alert(ByteReader in) {
    Labels labels = Labels.of(texts(in));
    Map<String, String> annotations = texts(in);
    int state = in.u8();
    if (state >= ActiveAlert.State.values().length) {
      throw in.corrupt("unknown state of an alert " + state);
    }
    return new ActiveAlert(
        labels, Map.copyOf(annotations), ActiveAlert.State.values()[state], Double.longBitsToDouble(in.i64()), in.zigzag(), moment(in), moment(in), moment(in), moment(in), in.zigzag());
  }

  private static OptionalLong moment(ByteReader in) {
    return in.u8() == 0 ? OptionalLong.empty() : OptionalLong.of(in.zigzag());
  }

  private static Map<String, String> texts(ByteReader in) {
    Map<String, String> texts = new HashMap<>();
    for (int i = in.count(in.remaining()); i > 0; i--) {
      String name = in.string();
      texts.put(name, in.string());
    }
    return texts;
  }

  private static <T> List<T> list(ByteReader in, java.util.function.Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = in.count(in.remaining()); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }
}
