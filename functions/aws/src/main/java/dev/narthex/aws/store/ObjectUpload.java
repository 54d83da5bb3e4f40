package dev.narthex.aws.store;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One object on its way to S3. Up to {@link #PART} bytes are held; an object that is larger becomes a multipart upload, one part at a
 * time. Nothing is visible before {@link #complete}. Not for use by several threads.
 */
final class ObjectUpload extends OutputStream {
  /** Bytes of a part; S3 takes 10,000 parts, so an object may have 80 GB. */
  private static final int PART = 8 << 20;
  private static final int FIRST_BUFFER = 32 << 10;
  private static final String OCTETS = "application/octet-stream";
  private static final Logger LOG = LoggerFactory.getLogger(ObjectUpload.class);
  private final S3Client s3;
  private final String bucket;
  private final String key;
  private final @Nullable String ifNoneMatch;
  private final List<CompletedPart> parts = new ArrayList<>();
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int held;
  private @Nullable String uploadId;

  ObjectUpload(S3Client s3, String bucket, String key, Condition condition) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
    this.ifNoneMatch = condition == Condition.IF_ABSENT ? "*" : null;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (held == PART) {
        sendPart();
      }
      if (held == buffer.length) {
        buffer = Arrays.copyOf(buffer, Math.min(PART, buffer.length * 2));
      }
      int n = Math.min(left, buffer.length - held);
      System.arraycopy(bytes, from, buffer, held, n);
      held += n;
      from += n;
      left -= n;
    }
  }

  private void sendPart() {
    String upload = uploadId;
    if (upload == null) {
      upload = s3.createMultipartUpload(request -> request.bucket(bucket).key(key).contentType(OCTETS)).uploadId();
      uploadId = upload;
    }
    String id = upload;
    int number = parts.size() + 1;
    String tag = s3.uploadPart(request -> request.bucket(bucket).key(key).uploadId(id).partNumber(number), body()).eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    held = 0;
  }

  private RequestBody body() {
    byte[] bytes = buffer;
    int length = held;
    return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, OCTETS);
  }

  /**
   * Makes the object visible if its condition holds.
   *
   * @throws software.amazon.awssdk.services.s3.model.S3Exception with 412 or 409 if it does not
   */
  void complete() {
    if (uploadId == null) {
      s3.putObject(request -> request.bucket(bucket).key(key).ifNoneMatch(ifNoneMatch).contentType(OCTETS), body());
    } else {
      sendPart();
      s3.completeMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(uploadId).ifNoneMatch(ifNoneMatch)
          .multipartUpload(upload -> upload.parts(parts)));
      uploadId = null;
    }
  }

  /** Drops the parts of an upload that was not completed; the bucket's lifecycle rule drops what this cannot. */
  void abandon() {
    String id = uploadId;
    if (id == null) {
      return;
    }
    try {
      s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
    } catch (SdkException e) {
      LOG.warn("parts of an upload to {} stay until the bucket's lifecycle rule removes them: {}", key, e.getMessage());
    }
  }
}
