package dev.narthex.alert.receiver.slack;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code slack_configs}.
 *
 * @param apiUrl of a webhook, or of the chat API; empty when an app token is used
 * @param appToken sent as bearer token to {@code appUrl}
 * @param markdownIn parts of the attachment that are markdown; empty = the usual three
 * @param updatesMessage whether later notifications of a group change the message of the first
 */
public record SlackConfig(
    SendOptions options,
    Optional<Secret> apiUrl,
    Optional<Secret> appToken,
    String appUrl,
    Fields fields,
    List<SlackField> attachmentFields,
    boolean shortFields,
    boolean linkNames,
    List<String> markdownIn,
    List<SlackAction> actions,
    boolean updatesMessage,
    Duration timeout)
    implements HttpIntegrationConfig {
  public static final FieldTable TABLE = FieldTable.of(
      "channel", "",
      "username", call("slack.default.username"),
      "color", call("slack.default.color"),
      "title", call("slack.default.title"),
      "title_link", call("slack.default.titlelink"),
      "pretext", call("slack.default.pretext"),
      "text", call("slack.default.text"),
      "message_text", "",
      "footer", call("slack.default.footer"),
      "fallback", call("slack.default.fallback"),
      "callback_id", call("slack.default.callbackid"),
      "icon_emoji", call("slack.default.iconemoji"),
      "icon_url", call("slack.default.iconurl"),
      "image_url", "",
      "thumb_url", "");

  private static final String POST_MESSAGE = "https://slack.com/api/chat.postMessage";

  public static SlackConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    SendOptions options = entry.options(Dedup.Resolved.KEPT_BACK);
    Optional<Secret> apiUrl = entry.secretUrl("api_url");
    Optional<Secret> appToken = entry.secret("app_token");
    if (apiUrl.isPresent() && appToken.isPresent()) {
      throw entry.error("app_token", "at most one of api_url/api_url_file and app_token/app_token_file may be given");
    }
    if (appToken.isPresent() && options.http().authorization().isPresent()) {
      throw entry.error("app_token", "http_config.authorization cannot be given beside an app token");
    }
    if (apiUrl.isEmpty() && appToken.isEmpty() && options.http().authorization().isEmpty()) {
      appToken = global.secret("slack_app_token");
    }
    if (appToken.isEmpty()) {
      apiUrl = apiUrl.or(() -> global.secret("slack_api_url"));
    }
    if (apiUrl.isEmpty() && appToken.isEmpty()) {
      throw entry.error("api_url", "no Slack API URL nor app token: give \"api_url\" or \"app_token\" here, or \"slack_api_url\" or \"slack_app_token\" in global");
    }
    String appUrl = entry.requiredUrl("app_url", "slack_app_url");
    boolean updates = entry.flag("update_message");
    boolean chat = appToken.isPresent() || (apiUrl.orElseThrow() instanceof Secret.Inline inline && (inline.value().equals(POST_MESSAGE) || inline.value().equals(Secret.MASK)));
    if (updates && !chat) {
      throw entry.error("update_message", "update_message needs the chat API: give an app token, or " + POST_MESSAGE + " as api_url with a bot token in http_config.authorization");
    }
    return new SlackConfig(options, apiUrl, appToken, appUrl, TABLE.read(entry), keys.mappings("fields", SlackField::read), entry.flag("short_fields"), entry.flag("link_names"),
        keys.strings("mrkdwn_in"), keys.mappings("actions", a -> SlackAction.read(a, entry)), updates, entry.duration("timeout"));
  }

  @Override
  public String kind() {
    return "slack";
  }

  @Override
  public String identity() {
    return apiUrl.map(Printed::place).orElseGet(() -> Printed.place(appUrl)) + " " + fields.get("channel");
  }

  @Override
  public Map<String, Object> toYaml() {
    return Printed.of(options).secret("api_url", apiUrl).secret("app_token", appToken).put("app_url", appToken.isPresent() ? appUrl : "").fields(fields)
        .put("fields", attachmentFields.stream().map(SlackField::toYaml).toList()).put("short_fields", shortFields).put("link_names", linkNames).put("mrkdwn_in", markdownIn)
        .put("actions", actions.stream().map(SlackAction::toYaml).toList()).flag("update_message", updatesMessage).timeout(timeout).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new SlackReceiver(this, services);
  }
}
