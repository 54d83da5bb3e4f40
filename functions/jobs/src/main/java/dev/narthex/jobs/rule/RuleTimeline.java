package dev.narthex.jobs.rule;

import dev.narthex.tsdb.timeline.TargetIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Whose timeline a rule's samples are on: the rule's, whatever batch evaluates it and however its expression changes. */
public final class RuleTimeline {
  private RuleTimeline() {}

  /**
   * The first 128 bits of SHA-256 over the length-prefixed words {@code rule}, group key and rule key.
   *
   * @param group {@code file;name}
   * @param rule as {@link dev.narthex.rules.GroupMemory#keys} names it
   */
  public static TargetIdentity of(String group, String rule) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, "rule");
      add(digest, group);
      add(digest, rule);
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      return new TargetIdentity(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
    digest.update(bytes);
  }
}
