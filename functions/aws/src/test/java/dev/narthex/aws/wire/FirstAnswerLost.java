package dev.narthex.aws.wire;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Shows the SDK a failure in the place of the first answer to each write of an object; it tries again then. */
final class FirstAnswerLost implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> LOST = new ExecutionAttribute<>("narthex.lost");

  @Override
  public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean write = context.request() instanceof PutObjectRequest || context.request() instanceof CompleteMultipartUploadRequest;
    if (!write || attributes.getAttribute(LOST) != null) {
      return context.httpResponse();
    }
    attributes.putAttribute(LOST, true);
    return context.httpResponse().toBuilder().statusCode(503).build();
  }
}
