package dev.narthex.alert.receiver.wechat;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WechatTest {
  private static final String KIND = "wechat_configs";
  private static final String YAML = "api_secret: s\ncorp_id: c\nmessage: m\nto_user: u\nto_party: p\nto_tag: t\nagent_id: a";

  @Test
  void theTokenIsKept() {
    IntegrationConfig config = read(KIND, YAML);
    printed(KIND, config);
    ScriptedHttp http = new ScriptedHttp().answer(200, "{\"errcode\":0,\"access_token\":\"tok&en\"}");
    var receiver = config.build(services(http));
    assertThat(receiver.deliver(firing())).isInstanceOf(Delivery.Delivered.class);
    assertThat(receiver.deliver(firing())).isInstanceOf(Delivery.Delivered.class);
    assertThat(http.sent()).extracting(ScriptedHttp.Sent::url).containsExactly("https://qyapi.weixin.qq.com/cgi-bin/gettoken?corpid=c&corpsecret=s",
        "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=tok%26en", "https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=tok%26en");
    assertThat(http.sent().get(0).method()).isEqualTo("GET");
    assertThat(http.sent().get(1).body()).isEqualTo("{\"text\":{\"content\":\"m\"},\"touser\":\"u\",\"toparty\":\"p\",\"totag\":\"t\",\"agentid\":\"a\",\"safe\":\"0\",\"msgtype\":\"text\"}\n");
  }

  @Test
  void anExpiredTokenIsFetchedAgain() {
    ScriptedHttp http = new ScriptedHttp().answer(200, "{\"access_token\":\"one\"}").answer(200, "{\"errcode\":42001,\"errmsg\":\"expired one\"}").answer(200, "{\"access_token\":\"two\"}").answer(200, "{\"errcode\":0}");
    var receiver = read(KIND, YAML + "\nmessage_type: markdown").build(services(http));
    assertThat(receiver.deliver(firing())).isEqualTo(new Delivery.Retriable(Delivery.Failure.AUTH_ERROR, "WeChat answered error 42001: expired one"));
    assertThat(receiver.deliver(firing())).isInstanceOf(Delivery.Delivered.class);
    assertThat(http.sent()).hasSize(4);
    assertThat(http.sent().getLast().body()).startsWith("{\"markdown\":{\"content\":\"m\"}").endsWith("\"msgtype\":\"markdown\"}\n");
  }

  @Test
  void answersDecide() {
    assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(200, "{\"errcode\":40013,\"errmsg\":\"invalid corpid\"}"), firing()))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.AUTH_ERROR, "WeChat gave no token for corporation c: {\"errcode\":40013,\"errmsg\":\"invalid corpid\"}"));
    assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(403, ""), firing())).isInstanceOf(Delivery.Retriable.class);
    assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(200, "{\"access_token\":\"longer\"}").answer(404, ""), firing())).isInstanceOf(Delivery.Retriable.class);
    assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(200, "{\"access_token\":\"longer\"}").answer(200, "what"), firing())).isInstanceOf(Delivery.Retriable.class);
    assertThat(deliver(read(KIND, YAML), new ScriptedHttp().answer(200, "{\"access_token\":\"longer\"}").answer(200, "{\"errcode\":81013,\"errmsg\":\"longer is no user\"}"), firing()))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.CLIENT_ERROR, "WeChat answered error 81013: <secret> is no user"));
  }

  @Test
  void configuration() {
    refuses(KIND, "corp_id: c", "no WeChat secret");
    refuses(KIND, "api_secret: s", "no WeChat corporation");
    refuses(KIND, YAML + "\nmessage_type: html", "message_type is text or markdown");
  }
}
