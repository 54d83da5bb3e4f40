package dev.narthex.alert.receiver;

import dev.narthex.secret.Secret;
import java.util.Map;
import java.util.Optional;

/** Port: publishes to SNS. One call is one attempt. Safe for concurrent calls. */
public interface TopicPublisher {
  /**
   * Who signs and where.
   *
   * @param region empty = from the target's ARN, else the environment's
   * @param endpoint {@code api_url}; empty = the region's own
   * @param profile of the shared credentials file; empty = none
   * @param roleArn role to assume; empty = none
   */
  record Access(String region, String endpoint, Optional<Secret> accessKey, Optional<Secret> secretKey, String profile, String roleArn, String externalId) {}

  /** Where a message goes. */
  sealed interface Target {
    record Topic(String arn) implements Target {}

    record Endpoint(String arn) implements Target {}

    record PhoneNumber(String number) implements Target {}
  }

  /**
   * A message.
   *
   * @param subject empty = none
   * @param attributes string attributes
   * @param groupId of a FIFO topic; empty = none
   * @param deduplicationId of a FIFO topic; empty = none
   */
  record Message(Target target, String subject, String text, Map<String, String> attributes, String groupId, String deduplicationId) {}

  Delivery publish(Access access, Message message);

  /** Where SNS is out of reach: every message is refused by name. */
  static TopicPublisher none() {
    return (access, message) -> new Delivery.Refused(Delivery.Failure.OTHER, "SNS is out of reach here: this installation has no AWS client");
  }
}
