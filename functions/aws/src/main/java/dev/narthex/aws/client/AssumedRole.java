package dev.narthex.aws.client;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Credentials of a role that others are used to assume: STS is asked with the first request and again before they run out. A class of
 * its own, so that nobody loads STS who needs it not.
 */
public final class AssumedRole implements AwsCredentialsProvider, AutoCloseable {
  private static final String SESSION = "narthex";

  private final StsClient sts;
  private final StsAssumeRoleCredentialsProvider credentials;

  /**
   * A role.
   *
   * @param sts asks for it, with the credentials that may assume it; closed with this
   * @param externalId what the role's trust asks for; empty = nothing
   */
  public AssumedRole(StsClient sts, String roleArn, String externalId) {
    this.sts = sts;
    this.credentials = StsAssumeRoleCredentialsProvider.builder().stsClient(sts).refreshRequest(request -> {
      request.roleArn(roleArn).roleSessionName(SESSION);
      if (!externalId.isEmpty()) {
        request.externalId(externalId);
      }
    }).build();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return credentials.resolveCredentials();
  }

  @Override
  public void close() {
    credentials.close();
    sts.close();
  }
}
