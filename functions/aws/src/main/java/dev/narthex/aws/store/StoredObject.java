package dev.narthex.aws.store;

import dev.narthex.tsdb.store.ObjectContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** What lies under a key in S3, compared piece by piece, as it may be larger than memory. */
final class StoredObject {
  private final S3Client s3;
  private final String bucket;
  private final String key;

  StoredObject(S3Client s3, String bucket, String key) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
  }

  /** Whether there is an object with exactly these bytes. */
  boolean holds(ObjectContent content) throws IOException {
    try (InputStream stored = s3.getObject(request -> request.bucket(bucket).key(key))) {
      content.writeTo(new Comparison(stored));
      return stored.read() < 0;
    } catch (Difference | NoSuchKeyException e) {
      return false;
    }
  }

  private static final class Comparison extends OutputStream {
    private final InputStream stored;

    Comparison(InputStream stored) {
      this.stored = stored;
    }

    @Override
    public void write(int b) throws IOException {
      if (stored.read() != (b & 0xff)) {
        throw new Difference();
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] theirs = stored.readNBytes(length);
      if (!Arrays.equals(theirs, 0, theirs.length, bytes, offset, offset + length)) {
        throw new Difference();
      }
    }
  }

  private static final class Difference extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
