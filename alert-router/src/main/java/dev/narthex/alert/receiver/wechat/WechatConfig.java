package dev.narthex.alert.receiver.wechat;

import static dev.narthex.alert.receiver.entry.FieldTable.call;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.FieldTable;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.entry.HttpIntegrationConfig;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.alert.receiver.entry.SendOptions;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code wechat_configs}.
 *
 * @param messageType {@code text} or {@code markdown}
 */
public record WechatConfig(SendOptions options, Secret apiSecret, String apiUrl, String corpId, Fields fields, String messageType) implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "message", call("wechat.default.message"),
      "to_user", call("wechat.default.to_user"),
      "to_party", call("wechat.default.to_party"),
      "to_tag", call("wechat.default.to_tag"),
      "agent_id", call("wechat.default.agent_id"));

  private static final List<String> MESSAGE_TYPES = List.of("text", "markdown");

  public static WechatConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    Secret secret = entry.secret("api_secret", "wechat_api_secret")
        .orElseThrow(() -> entry.error("api_secret", "no WeChat secret: give \"api_secret\" here or \"wechat_api_secret\" in global"));
    String corpId = keys.string("corp_id").filter(id -> !id.isEmpty()).orElseGet(() -> global.text("wechat_api_corp_id"));
    if (corpId.isEmpty()) {
      throw entry.error("corp_id", "no WeChat corporation: give \"corp_id\" here or \"wechat_api_corp_id\" in global");
    }
    String type = keys.string("message_type").filter(t -> !t.isEmpty()).orElse("text");
    if (!MESSAGE_TYPES.contains(type)) {
      throw entry.error("message_type", "message_type is text or markdown");
    }
    return new WechatConfig(entry.options(Dedup.Resolved.KEPT_BACK), secret, entry.requiredUrl("api_url", "wechat_api_url"), corpId, TABLE.read(entry), type);
  }

  @Override
  public String kind() {
    return "wechat";
  }

  @Override
  public String identity() {
    return corpId + " " + fields.get("agent_id") + " " + fields.get("to_user") + " " + fields.get("to_party") + " " + fields.get("to_tag");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).secret("api_secret", Optional.of(apiSecret)).put("api_url", apiUrl).put("corp_id", corpId).fields(fields).put("message_type", messageType).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new WechatReceiver(this, services);
  }
}
