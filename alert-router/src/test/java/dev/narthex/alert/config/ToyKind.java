package dev.narthex.alert.config;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverKind;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.yaml.MappingReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** A kind of receiver for tests of what stands around receivers: takes {@code url} and {@code send_resolved}, sends nothing. */
public final class ToyKind implements ReceiverKind {
  @Override
  public String key() {
    return "webhook_configs";
  }

  @Override
  public IntegrationConfig read(MappingReader entry, GlobalConfig global) {
    String url = entry.required("url");
    return new Toy(url, entry.bool("send_resolved").orElse(true) ? Dedup.Resolved.SENT : Dedup.Resolved.KEPT_BACK);
  }

  private record Toy(String url, Dedup.Resolved sendResolved) implements IntegrationConfig {
    @Override
    public String kind() {
      return "webhook";
    }

    @Override
    public String identity() {
      return url;
    }

    @Override
    public Map<String, Object> toYaml() {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("send_resolved", sendResolved == Dedup.Resolved.SENT);
      tree.put("url", url);
      return tree;
    }

    @Override
    public Receiver build(ReceiverServices services) {
      return notification -> Delivery.Delivered.saying("");
    }
  }
}
