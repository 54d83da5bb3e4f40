package dev.narthex.alert.receiver.sns;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.Truncation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Publishes a message. To a FIFO topic the hash of the group key is the message group; the deduplication id is made of it and the
 * flush, so that SNS drops the repeat of one notification and not the next notification of the group (Alertmanager's id is the same for
 * all, so a second message within five minutes is lost).
 */
final class SnsReceiver implements Receiver {
  private static final int MESSAGE_BYTES = 256 * 1024;
  private static final int SMS_BYTES = 1600;

  private final SnsConfig config;
  private final ReceiverServices services;

  SnsReceiver(SnsConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      Fields fields = config.fields();
      TopicPublisher.Target target = target(attempt);
      Truncation text = Truncation.bytes(attempt.content(fields, "message"), target instanceof TopicPublisher.Target.PhoneNumber ? SMS_BYTES : MESSAGE_BYTES);
      Map<String, String> attributes = new TreeMap<>();
      config.attributes().forEach((name, value) -> attributes.put(attempt.address("attributes", name), attempt.detail("attributes." + name, value)));
      if (text.cut()) {
        attributes.put("truncated", "true");
        attempt.note("message was cut to what SNS takes");
      }
      String group = target instanceof TopicPublisher.Target.Topic topic && topic.arn().endsWith(".fifo") ? notification.groupKeyHash() : "";
      TopicPublisher.Message message =
          new TopicPublisher.Message(target, attempt.subject(fields, "subject"), text.text(), attributes, group, group.isEmpty() ? "" : deduplication(notification));
      return services.topics().publish(access(attempt), message);
    });
  }

  private TopicPublisher.Target target(Attempt attempt) {
    Fields fields = config.fields();
    if (!fields.isEmpty("topic_arn")) {
      return new TopicPublisher.Target.Topic(attempt.address(fields, "topic_arn"));
    }
    return fields.isEmpty("phone_number") ? new TopicPublisher.Target.Endpoint(attempt.address(fields, "target_arn"))
        : new TopicPublisher.Target.PhoneNumber(attempt.address(fields, "phone_number"));
  }

  private TopicPublisher.Access access(Attempt attempt) {
    TopicPublisher.Access a = config.access();
    a.accessKey().ifPresent(attempt::reveal);
    a.secretKey().ifPresent(attempt::reveal);
    return new TopicPublisher.Access(a.region(), attempt.address("api_url", a.endpoint()), a.accessKey(), a.secretKey(), a.profile(), a.roleArn(), a.externalId());
  }

  private static String deduplication(Notification notification) {
    try {
      String flush = notification.groupKeyHash() + "@" + notification.flushedAt().toEpochMilli();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(flush.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
