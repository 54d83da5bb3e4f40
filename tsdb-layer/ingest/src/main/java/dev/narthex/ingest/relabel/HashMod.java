package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** {@code hashmod}: sets the target label to MD5(source) modulo N; the last eight bytes of the digest count, big-endian, unsigned (as Prometheus). */
record HashMod(SourceLabels source, long modulus, String targetLabel) implements RelabelAction {
  @Override
  public boolean apply(Labels.Builder labels) {
    byte[] digest = md5().digest(source.join(labels).getBytes(StandardCharsets.UTF_8));
    long last = ByteBuffer.wrap(digest).getLong(8);
    labels.set(targetLabel, Long.toUnsignedString(Long.remainderUnsigned(last, modulus)));
    return true;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has MD5", e);
    }
  }
}
