package dev.narthex.aws.wire;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Changes one object at a time: s3proxy's file system store answers 500 to a put that made its object all the same when another put or
 * delete touches the same folder, which S3 does not.
 */
final class OneWriterBlobStore extends ForwardingBlobStore {
  OneWriterBlobStore(BlobStore store) {
    super(store);
  }

  @Override
  public synchronized PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
    return super.putBlob(request, body);
  }

  @Override
  public synchronized CompleteMultipartUploadResponse completeMultipartUpload(MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return super.completeMultipartUpload(upload, request);
  }

  @Override
  public synchronized DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return super.removeBlob(request);
  }
}
