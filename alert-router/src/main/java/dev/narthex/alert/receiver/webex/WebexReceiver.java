package dev.narthex.alert.receiver.webex;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import java.util.Map;

/** Posts markdown to a room. */
final class WebexReceiver implements Receiver {
  private static final int MESSAGE_BYTES = 7439;

  private final WebexConfig config;
  private final ReceiverServices services;

  WebexReceiver(WebexConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      Map<String, Object> body = Json.object()
          .put("markdown", attempt.cutBytes("message", attempt.content(config.fields(), "message"), MESSAGE_BYTES))
          .putUnlessEmpty("roomId", attempt.address(config.fields(), "room_id"))
          .build();
      return RetryTable.SERVER_ERRORS.outcome(attempt.postJson(config.options().http(), attempt.url("api_url", config.apiUrl()), Map.of(), body));
    });
  }
}
