package dev.narthex.aws.store;

import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectKeys;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.PutOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects in one bucket. The condition of {@code putIfAbsent} is {@code If-None-Match: *}: 412 means that the key is taken, 409 that
 * another conditional write to it was under way. The role needs {@code s3:ListBucket} as well as {@code s3:GetObject}: without it S3
 * answers 403 for an object that is absent.
 *
 * <p>An answer that got lost is asked for again by the SDK, so a conditional write may meet its own object. A refusal of a second
 * attempt is therefore believed only when the stored object has other bytes.
 */
public final class S3ObjectStore implements ObjectStore {
  private static final int NOT_FOUND = 404;
  private static final int BUSY = 409;
  private static final int TAKEN = 412;
  private static final int INVALID_RANGE = 416;
  private final S3Client s3;
  private final String bucket;

  public S3ObjectStore(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public Optional<byte[]> get(String key) {
    ObjectKeys.checked(key);
    return read(GetObjectRequest.builder().bucket(bucket).key(key).build());
  }

  @Override
  public Optional<byte[]> range(String key, long offset, int length) {
    ObjectKeys.checked(key);
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("not a range: offset " + offset + ", length " + length);
    }
    return read(GetObjectRequest.builder().bucket(bucket).key(key).range("bytes=" + offset + "-" + (offset + length - 1)).build());
  }

  private Optional<byte[]> read(GetObjectRequest request) {
    try {
      return Optional.of(s3.getObjectAsBytes(request).asByteArrayUnsafe());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() == INVALID_RANGE) {
        return Optional.of(new byte[0]);
      }
      if (e.statusCode() == NOT_FOUND && !e.awsErrorDetails().errorCode().equals("NoSuchBucket")) {
        return Optional.empty();
      }
      throw unavailable("read " + request.key(), e);
    } catch (SdkException e) {
      throw unavailable("read " + request.key(), e);
    }
  }

  @Override
  public PutOutcome put(String key, ObjectContent content) {
    return write(key, content, Condition.NONE);
  }

  @Override
  public PutOutcome putIfAbsent(String key, ObjectContent content) {
    return write(key, content, Condition.IF_ABSENT);
  }

  private PutOutcome write(String key, ObjectContent content, Condition condition) {
    ObjectUpload upload = new ObjectUpload(s3, bucket, ObjectKeys.checked(key), condition);
    try {
      content.writeTo(upload);
      upload.complete();
      return PutOutcome.STORED;
    } catch (S3Exception e) {
      if (attempts(e) > 1 && isRefusal(e) && isStored(key, content)) {
        return PutOutcome.STORED;
      }
      return switch (e.statusCode()) {
        case TAKEN -> PutOutcome.EXISTS;
        case BUSY -> PutOutcome.CONFLICT;
        default -> throw unavailable("write " + key, e);
      };
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot write " + key + ": " + e.getMessage(), e);
    } catch (SdkException e) {
      throw unavailable("write " + key, e);
    } finally {
      upload.abandon();
    }
  }

  private boolean isStored(String key, ObjectContent content) {
    try {
      return new StoredObject(s3, bucket, key).holds(content);
    } catch (IOException e) {
      throw new StoreUnavailableException("cannot compare " + key + ": " + e.getMessage(), e);
    } catch (SdkException e) {
      throw unavailable("compare " + key, e);
    }
  }

  private static int attempts(S3Exception e) {
    Integer attempts = e.numAttempts();
    return attempts == null ? 1 : attempts;
  }

  /** Whether an answer is what a second attempt gets after a first one that took effect; an upload that is completed is gone. */
  private static boolean isRefusal(S3Exception e) {
    return e.statusCode() == TAKEN || e.statusCode() == BUSY || e.statusCode() == NOT_FOUND;
  }

  @Override
  public void delete(String key) {
    ObjectKeys.checked(key);
    try {
      s3.deleteObject(request -> request.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw unavailable("delete " + key, e);
    }
  }

  @Override
  public List<ObjectEntry> list(String prefix, String after, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("a page holds 1 to 1000 keys, not " + limit);
    }
    List<ObjectEntry> page = new ArrayList<>();
    String start = after;
    try {
      // S3 may cut a page early; only the caller's limit or the end may.
      while (true) {
        String from = start;
        ListObjectsV2Response part = s3.listObjectsV2(
            request -> request.bucket(bucket).prefix(prefix).startAfter(from.isEmpty() ? null : from).maxKeys(limit - page.size()));
        for (S3Object object : part.contents()) {
          page.add(new ObjectEntry(object.key(), object.size(), object.lastModified()));
        }
        if (!Boolean.TRUE.equals(part.isTruncated()) || page.size() >= limit || part.contents().isEmpty()) {
          return page;
        }
        start = part.contents().getLast().key();
      }
    } catch (SdkException e) {
      throw unavailable("list " + prefix, e);
    }
  }

  private StoreUnavailableException unavailable(String what, SdkException e) {
    return new StoreUnavailableException("S3 could not " + what + " in bucket " + bucket + ": " + e.getMessage(), e);
  }
}
