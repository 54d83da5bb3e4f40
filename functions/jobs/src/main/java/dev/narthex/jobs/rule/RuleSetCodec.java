package dev.narthex.jobs.rule;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored form of a {@link RuleSet}.
 *
 * <pre>
 * RuleSet := version u8 (1), config string, batch count varint, Batch*
 * Batch   := name string, interval varint, member count varint, Member*
 * Member  := group string, rule count varint, rule string*
 * </pre>
 */
final class RuleSetCodec {
  private static final int VERSION = 1;

  private RuleSetCodec() {}

  static byte[] encode(RuleSet set) {
    ByteWriter out = new ByteWriter();
    out.u8(VERSION).string(set.config()).varint(set.batches().size());
    for (RuleSet.Batch batch : set.batches()) {
      out.string(batch.name()).varint(batch.interval()).varint(batch.members().size());
      for (RuleSet.Member member : batch.members()) {
        out.string(member.group()).varint(member.rules().size());
        member.rules().forEach(out::string);
      }
    }
    return out.toByteArray();
  }

  static RuleSet decode(String key, byte[] bytes) {
    ByteReader in = new ByteReader(key, "rule set", bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw in.corrupt("version " + version + " is not " + VERSION + "; upgrade Narthex");
    }
    String config = in.string();
    List<RuleSet.Batch> batches = new ArrayList<>();
    for (int b = in.count(in.remaining()); b > 0; b--) {
      String name = in.string();
      long interval = in.varint();
      List<RuleSet.Member> members = new ArrayList<>();
      for (int m = in.count(in.remaining()); m > 0; m--) {
        String group = in.string();
        List<String> rules = new ArrayList<>();
        for (int r = in.count(in.remaining()); r > 0; r--) {
          rules.add(in.string());
        }
        members.add(new RuleSet.Member(group, rules));
      }
      batches.add(new RuleSet.Batch(name, interval, members));
    }
    in.end();
    return new RuleSet(config, batches);
  }
}
