package dev.narthex.alert.receiver.rocketchat;

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
import dev.narthex.alert.receiver.slack.SlackField;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code rocketchat_configs}; fields of the attachment are those of Slack. */
public record RocketchatConfig(
    SendOptions options, String apiUrl, Secret tokenId, Secret token, Fields fields, List<SlackField> attachmentFields, boolean shortFields, boolean linkNames, List<Fields> actions)
    implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "channel", "",
      "color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}",
      "title", call("rocketchat.default.title"),
      "title_link", call("rocketchat.default.titlelink"),
      "text", call("rocketchat.default.text"),
      "emoji", call("rocketchat.default.emoji"),
      "icon_url", call("rocketchat.default.iconurl"),
      "image_url", "",
      "thumb_url", "");

  /** A button; the keys that only other kinds of actions have are known and not sent, as with Alertmanager. */
  private static final FieldTable ACTION = FieldTable.of("type", "", "text", "", "url", "", "msg", "", "imageurl", "", "iswebview", "", "webviewheightratio", "", "msginchatwindow", "", "msgprocessingtype", "");

  public static RocketchatConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    Secret tokenId = entry.secret("token_id", "rocketchat_token_id")
        .orElseThrow(() -> entry.error("token_id", "no Rocket.Chat user id: give \"token_id\" here or \"rocketchat_token_id\" in global"));
    Secret token = entry.secret("token", "rocketchat_token").orElseThrow(() -> entry.error("token", "no Rocket.Chat token: give \"token\" here or \"rocketchat_token\" in global"));
    return new RocketchatConfig(entry.options(Dedup.Resolved.KEPT_BACK), entry.requiredUrl("api_url", "rocketchat_api_url"), tokenId, token, TABLE.read(entry),
        keys.mappings("fields", RocketchatConfig::field), entry.flag("short_fields"), entry.flag("link_names"), keys.mappings("actions", r -> ACTION.read(new Entry(r, global))));
  }

  private static SlackField field(MappingReader r) {
    return new SlackField(r.string("title").orElse(""), r.string("value").orElse(""), r.bool("short"));
  }

  @Override
  public String kind() {
    return "rocketchat";
  }

  @Override
  public String identity() {
    return Printed.place(apiUrl) + " " + fields.get("channel");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).put("api_url", apiUrl).secret("token_id", Optional.of(tokenId)).secret("token", Optional.of(token)).fields(fields)
        .put("fields", attachmentFields.stream().map(SlackField::toYaml).toList()).put("short_fields", shortFields).put("link_names", linkNames)
        .put("actions", actions.stream().map(a -> Printed.part().fields(a).build()).toList()).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new RocketchatReceiver(this, services);
  }
}
