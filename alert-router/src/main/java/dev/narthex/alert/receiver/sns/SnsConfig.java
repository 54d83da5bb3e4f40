package dev.narthex.alert.receiver.sns;

import static dev.narthex.alert.receiver.entry.FieldTable.call;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.FieldTable;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.entry.HttpIntegrationConfig;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.alert.receiver.entry.SendOptions;
import dev.narthex.yaml.MappingReader;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code sns_configs}.
 *
 * @param options the client block is known and has no effect: requests go through the AWS client
 * @param access its endpoint is a template
 * @param attributes templates, names too
 */
public record SnsConfig(SendOptions options, TopicPublisher.Access access, Fields fields, Map<String, String> attributes) implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "topic_arn", "",
      "target_arn", "",
      "phone_number", "",
      "subject", call("sns.default.subject"),
      "message", call("sns.default.message"));

  public static SnsConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    keys.bool("use_aws_http_client"); // known; it always is
    Fields fields = TABLE.read(entry);
    long targets = Stream.of("topic_arn", "target_arn", "phone_number").filter(key -> !fields.isEmpty(key)).count();
    if (targets != 1) {
      throw entry.error("topic_arn", "exactly one of topic_arn, target_arn and phone_number must be given");
    }
    TopicPublisher.Access none = new TopicPublisher.Access("", "", java.util.Optional.empty(), java.util.Optional.empty(), "", "", "");
    TopicPublisher.Access signed = keys.mapping("sigv4", r -> sigv4(r, global)).orElse(none);
    return new SnsConfig(entry.options(Dedup.Resolved.SENT),
        new TopicPublisher.Access(signed.region(), entry.text("api_url", ""), signed.accessKey(), signed.secretKey(), signed.profile(), signed.roleArn(), signed.externalId()), fields,
        keys.stringMap("attributes"));
  }

  private static TopicPublisher.Access sigv4(MappingReader r, GlobalConfig global) {
    Entry entry = new Entry(r, global);
    TopicPublisher.Access access = new TopicPublisher.Access(entry.text("region", ""), "", entry.secret("access_key"), entry.secret("secret_key"), entry.text("profile", ""),
        entry.text("role_arn", ""), entry.text("external_id", ""));
    if (r.bool("use_fips_sts_endpoint").orElse(false)) {
      throw r.error("use_fips_sts_endpoint", "use_fips_sts_endpoint is not supported; remove it");
    }
    if (access.accessKey().isPresent() != access.secretKey().isPresent()) {
      throw r.error(access.accessKey().isPresent() ? "access_key" : "secret_key", "access_key and secret_key must be given together");
    }
    if (!access.externalId().isEmpty() && access.roleArn().isEmpty()) {
      throw r.error("external_id", "external_id has an effect with role_arn only");
    }
    return access;
  }

  @Override
  public String kind() {
    return "sns";
  }

  @Override
  public String identity() {
    return fields.get("topic_arn") + fields.get("target_arn") + fields.get("phone_number");
  }

  @Override
  public Map<String, Object> toYaml() {
    Map<String, Object> sigv4 = Printed.part().put("region", access.region()).secret("access_key", access.accessKey()).secret("secret_key", access.secretKey()).put("profile", access.profile())
        .put("role_arn", access.roleArn()).put("external_id", access.externalId()).build();
    return Printed.of(options).put("api_url", access.endpoint()).put("sigv4", sigv4).fields(fields).put("attributes", attributes).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new SnsReceiver(this, services);
  }
}
