package dev.narthex.alert.receiver.telegram;

import static dev.narthex.alert.receiver.entry.FieldTable.call;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Entry;
import dev.narthex.alert.receiver.entry.HttpIntegrationConfig;
import dev.narthex.alert.receiver.entry.Printed;
import dev.narthex.alert.receiver.entry.SendOptions;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code telegram_configs}.
 *
 * @param chatId given in the open, or by reference
 * @param messageThreadId topic of a forum; 0 = none
 * @param message a template
 * @param parseMode {@code HTML}, {@code Markdown}, {@code MarkdownV2}; empty = plain text
 */
public record TelegramConfig(SendOptions options, String apiUrl, Secret botToken, Secret chatId, long messageThreadId, String message, boolean silent, String parseMode) implements HttpIntegrationConfig {
  private static final List<String> PARSE_MODES = List.of("HTML", "Markdown", "MarkdownV2", "");

  public static TelegramConfig read(MappingReader keys, GlobalConfig global) {
    Entry entry = new Entry(keys, global);
    Secret token = entry.secret("bot_token", "telegram_bot_token")
        .orElseThrow(() -> entry.error("bot_token", "no bot token: give \"bot_token\" here or \"telegram_bot_token\" in global"));
    Optional<Long> chat = keys.integer("chat_id").filter(id -> id != 0);
    Optional<String> chatFile = keys.string("chat_id_file");
    if (chat.isPresent() == chatFile.isPresent()) {
      throw entry.error("chat_id", "exactly one of \"chat_id\" and \"chat_id_file\" must be given");
    }
    String parseMode = keys.string("parse_mode").orElse("HTML");
    if (!PARSE_MODES.contains(parseMode)) {
      throw entry.error("parse_mode", "parse_mode is HTML, Markdown, MarkdownV2 or empty");
    }
    return new TelegramConfig(entry.options(Dedup.Resolved.SENT), entry.requiredUrl("api_url", "telegram_api_url"), token,
        chat.<Secret>map(id -> new Secret.Inline(String.valueOf(id))).orElseGet(() -> new Secret.Reference(chatFile.orElseThrow())), keys.integer("message_thread_id").orElse(0L),
        entry.text("message", call("telegram.default.message")), entry.flag("disable_notifications"), parseMode);
  }

  private String chat() {
    return switch (chatId) {
      case Secret.Inline inline -> inline.value();
      case Secret.Reference reference -> reference.reference();
    };
  }

  @Override
  public String kind() {
    return "telegram";
  }

  @Override
  public String identity() {
    return Printed.place(apiUrl) + " " + chat() + " " + messageThreadId;
  }

  @Override
  public Map<String, Object> toYaml() {
    Printed printed = Printed.of(options).put("api_url", apiUrl).secret("bot_token", Optional.of(botToken));
    switch (chatId) {
      case Secret.Inline inline -> printed.put("chat_id", Long.parseLong(inline.value()));
      case Secret.Reference reference -> printed.put("chat_id_file", reference.reference());
    }
    return (messageThreadId == 0 ? printed : printed.put("message_thread_id", messageThreadId)).keep("message", message).flag("disable_notifications", silent).keep("parse_mode", parseMode).build();
  }

  @Override
  public Receiver build(ReceiverServices services) {
    return new TelegramReceiver(this, services);
  }
}
