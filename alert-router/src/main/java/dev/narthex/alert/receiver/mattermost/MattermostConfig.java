package dev.narthex.alert.receiver.mattermost;

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

/**
 * {@code mattermost_configs}.
 *
 * @param fields make the one attachment when {@code attachments} is empty; else only {@code text} and the keys of the message count
 * @param card markdown for the side bar, a template; empty = none
 */
public record MattermostConfig(
    SendOptions options, Secret webhookUrl, Fields fields, List<SlackField> attachmentFields, List<MattermostAttachment> attachments, String card, Optional<Priority> priority)
    implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "channel", "",
      "username", call("mattermost.default.username"),
      "text", call("mattermost.default.text"),
      "fallback", call("mattermost.default.fallback"),
      "color", call("mattermost.default.color"),
      "pretext", "",
      "author_name", "",
      "author_link", "",
      "author_icon", "",
      "title", call("mattermost.default.title"),
      "title_link", call("mattermost.default.titlelink"),
      "thumb_url", "",
      "footer", "",
      "footer_icon", "",
      "image_url", "",
      "icon_url", "",
      "icon_emoji", "",
      "type", "");

  /**
   * {@code priority}.
   *
   * @param level a template for {@code urgent}, {@code important} or {@code standard}
   * @param asksAcknowledgement not for {@code standard}
   * @param persists for {@code urgent} only
   */
  public record Priority(String level, boolean asksAcknowledgement, boolean persists) {
    static Priority read(MappingReader r) {
      return new Priority(r.string("priority").orElse(""), r.bool("requested_ack").orElse(false), r.bool("persistent_notifications").orElse(false));
    }

    Map<String, Object> toYaml() {
      return Printed.part().put("priority", level).flag("requested_ack", asksAcknowledgement).flag("persistent_notifications", persists).build();
    }
  }

  public static MattermostConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    Secret url = entry.secretUrl("webhook_url").or(() -> global.secret("mattermost_webhook_url"))
        .orElseThrow(() -> entry.error("webhook_url", "no Mattermost webhook: give \"webhook_url\" here or \"mattermost_webhook_url\" in global"));
    return new MattermostConfig(entry.options(Dedup.Resolved.SENT), url, TABLE.read(entry), keys.mappings("fields", SlackField::read),
        keys.mappings("attachments", r -> MattermostAttachment.read(r, entry)), keys.mapping("props", r -> r.string("card").orElse("")).orElse(""), keys.mapping("priority", Priority::read));
  }

  @Override
  public String kind() {
    return "mattermost";
  }

  @Override
  public String identity() {
    return Printed.place(webhookUrl) + " " + fields.get("channel");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).secret("webhook_url", Optional.of(webhookUrl)).fields(fields).put("fields", attachmentFields.stream().map(SlackField::toYaml).toList())
        .put("attachments", attachments.stream().map(MattermostAttachment::toYaml).toList()).put("props", Printed.part().put("card", card).build()).put("priority", priority.map(Priority::toYaml)).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new MattermostReceiver(this, services);
  }
}
