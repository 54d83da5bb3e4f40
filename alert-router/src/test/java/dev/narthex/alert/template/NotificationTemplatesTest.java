package dev.narthex.alert.template;

import static dev.narthex.alert.receiver.ReceiverKit.EXTERNAL_URL;
import static dev.narthex.alert.receiver.ReceiverKit.NOON;
import static dev.narthex.alert.receiver.ReceiverKit.firing;
import static dev.narthex.alert.receiver.ReceiverKit.notification;
import static dev.narthex.alert.receiver.ReceiverKit.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.template.TemplateException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NotificationTemplatesTest {
  private static final NotificationTemplates TEMPLATES = NotificationTemplates.compile(List.of(), EXTERNAL_URL, () -> NOON);
  private static final NotificationData ONE = firing().templateData(EXTERNAL_URL).withRouteLabels(Map.of("team", "db"));
  private static final NotificationData MIXED =
      notification(List.of(firing("alertname", "HighLoad", "instance", "a", "job", "node", "severity", "warning"), firing("alertname", "HighLoad", "instance", "b", "job", "node"),
          resolved("alertname", "HighLoad", "instance", "c", "job", "node", "severity", "critical")), Map.of()).templateData(EXTERNAL_URL);

  private static String text(String source, NotificationData data) {
    return TEMPLATES.text(source, data).orElse(error -> "error: " + error);
  }

  private static String template(String name, NotificationData data) {
    return text("{{ template \"" + name + "\" . }}", data);
  }

  @TestFactory
  Stream<DynamicTest> functionsAndData() {
    return Stream.of(new String[][] {
        {"{{ .Receiver }} {{ .Status }} {{ .ExternalURL }} {{ .NotificationReason }}", "team\\.X firing http://alerts.example:9093 first notification"},
        {"{{ len .Alerts }} {{ len .Alerts.Firing }} {{ .Alerts.Resolved | len }}", "1 1 0"},
        {"{{ (index .Alerts 0).Labels.instance }} {{ (index .Alerts.Firing 0).Fingerprint | len }}", "a:9100 16"},
        {"{{ .CommonLabels }}|{{ .GroupLabels }}|{{ .CommonAnnotations }}|{{ .RouteLabels }}", "alertname=HighLoad, instance=a:9100|alertname=HighLoad|summary=load is high|team=db"},
        {"{{ .CommonLabels.SortedPairs }} {{ .CommonLabels.SortedPairs.Names }} {{ .CommonLabels.Values | join \"+\" }}", "alertname=HighLoad, instance=a:9100 [alertname instance] HighLoad+a:9100"},
        {"{{ range .CommonLabels.SortedPairs }}{{ .Name }}={{ .Value }};{{ end }}", "alertname=HighLoad;instance=a:9100;"},
        {"{{ .CommonLabels.Remove .GroupLabels.Names }} {{ .CommonLabels.Remove (stringSlice \"instance\" \"x\") }}", "instance=a:9100 alertname=HighLoad"},
        {"{{ .CommonLabels.nothing }}|{{ (index .Alerts 0).Labels.nothing }}|{{ .CommonLabels.Names.Join \"/\" }}", "||alertname/instance"},
        {"{{ range $k, $v := .CommonLabels }}{{ $k }}:{{ $v }} {{ end }}", "alertname:HighLoad instance:a:9100 "},
        {"{{ (index .Alerts 0).StartsAt }} {{ (index .Alerts 0).EndsAt.IsZero }}", "2026-01-02 11:58:30 +0000 UTC true"},
        {"{{ (index .Alerts 0).StartsAt.Format \"15:04\" }} {{ (index .Alerts 0).StartsAt | date \"Jan 2, 2006\" }}", "11:58 Jan 2, 2026"},
        {"{{ (index .Alerts 0).StartsAt | tz \"Europe/Paris\" | date \"15:04 MST\" }}", "12:58 CET"},
        {"{{ since (index .Alerts 0).StartsAt }} {{ since (index .Alerts 0).StartsAt | humanizeDuration }} {{ humanizeDuration 3661 }}", "1m30s 1m 30s 1h 1m 1s"},
        {"{{ now.Format \"2006-01-02T15:04:05Z07:00\" }} {{ now.Unix }}", "2026-01-02T12:00:00Z 1767355200"},
        {"{{ toUpper \"aß\" }} {{ toLower \"AÄ\" }} {{ title \"hello WORLD it's o.k.\" }} [{{ trimSpace \" x\\n\" }}]", "ASS aä Hello World It's O.K. [x]"},
        {"{{ match \"^Hi.h\" .GroupLabels.alertname }} {{ reReplaceAll \"(\\\\w+)Load\" \"$1-${1}x$$\" .GroupLabels.alertname }}", "true High-Highx$"},
        {"{{ urlUnescape \"a%20b+c\" }} {{ urlquery \"a b/c\" }}", "a b c a+b%2Fc"},
        {"{{ base64encode \"a?>\" }} {{ base64decode \"YT8-\" }}", "YT8- a?>"},
        {"{{ $l := list 1 \"b\" }}{{ $l = append $l true }}{{ len $l }} {{ toJson $l }}", "3 [1,\"b\",true]"},
        {"{{ (dict \"a\" 1 \"b\" (dict \"c\" 2)) | toJson }} {{ (dict \"a\" 1).a }}", "{\"a\":1,\"b\":{\"c\":2}} 1"},
        {"{{ toJson .CommonLabels }} {{ toJson nil }} {{ toJson \"<&>\" }}", "{\"alertname\":\"HighLoad\",\"instance\":\"a:9100\"} null \"\\u003c\\u0026\\u003e\""},
        {"{{ toDate \"2006-01-02\" \"2026-03-04\" | date \"02.01.06\" }} {{ (toDate \"2006-01-02\" \"nonsense\").IsZero }}", "04.03.26 true"},
        {"{{ (mustToDate \"Mon Jan _2 15:04:05.000 2006 -0700\" \"Wed Mar  4 05:06:07.250 2026 +0130\").UTC }}", "2026-03-04 03:36:07.25 +0000 UTC"},
        {"{{ routeLabels \"team\" }}|{{ routeLabels \"none\" }}|{{ .RouteLabels.team }}", "db||db"},
        {"{{ define \"mine\" }}<{{ . }}>{{ end }}{{ template \"mine\" .Status }}", "<firing>"},
        {"no template", "no template"},
        {"", ""},
    }).map(c -> DynamicTest.dynamicTest(c[0].isEmpty() ? "empty" : c[0], () -> assertThat(text(c[0], ONE)).isEqualTo(c[1])));
  }

  @TestFactory
  Stream<DynamicTest> failuresAreValues() {
    return Stream.of(new String[][] {
        {"{{ .Nothing }}", "template: :1:3: executing \"\" at <.Nothing>: can't evaluate field Nothing in type *template.Data"},
        {"{{ template \"no.such\" . }}", "template \"no.such\" not defined"},
        {"{{ if }}", "template: :1"},
        {"{{ nofunction 1 }}", "function \"nofunction\" not defined"},
        {"{{ tz \"Mars/Olympus\" now }}", "error calling tz: unknown time zone Mars/Olympus"},
        {"{{ mustToDate \"2006\" \"x\" }}", "error calling mustToDate: parsing time \"x\" as \"2006\": cannot parse \"x\" as \"2006\""},
        {"{{ dict 1 2 }}", "dict keys must be strings"},
        {"{{ dict 1 }}", "dict requires an even number of arguments"},
        {"{{ base64decode \"?\" }}", "illegal base64 data"},
        {"{{ match \"(\" \"x\" }}", "error parsing regexp"},
        {"{{ range 1000000 }}{{ range 1000000 }}x{{ end }}{{ end }}", "runs longer than 500000 steps"},
        {"{{ define \"r\" }}{{ template \"r\" . }}{{ end }}{{ template \"r\" . }}", "exceeded maximum template depth (50)"},
        {"{{ range 200 }}{{ printf \"%10000s\" \"x\" }}{{ end }}", "output exceeds 1048576 characters"},
    }).map(c -> DynamicTest.dynamicTest(c[0], () -> assertThat(text(c[0], ONE)).startsWith("error: ").contains(c[1])));
  }

  @Test
  void subjects() {
    assertThat(template("__subject", ONE)).isEqualTo("[FIRING:1] HighLoad (a:9100)");
    assertThat(template("__subject", MIXED)).isEqualTo("[FIRING:2] HighLoad (node)");
    assertThat(template("__subject", resolved().templateData(EXTERNAL_URL))).isEqualTo("[RESOLVED] HighLoad (a:9100)");
    assertThat(template("__alertmanagerURL", ONE)).isEqualTo("http://alerts.example:9093/#/alerts?receiver=team%5C.X");
    assertThat(template("slack.default.fallback", ONE)).isEqualTo("[FIRING:1] HighLoad (a:9100) | http://alerts.example:9093/#/alerts?receiver=team%5C.X");
  }

  @Test
  void bodies() {
    assertThat(template("opsgenie.default.description", MIXED)).isEqualTo("""
        load is high
        Firing (2):
        * HighLoad
          instance: a
          job: node
          severity: warning
          summary: load is high
          source: http://prom.example/graph?g0.expr=up
        * HighLoad
          instance: b
          job: node
          summary: load is high
          source: http://prom.example/graph?g0.expr=up
        Resolved (1):
        * HighLoad
          instance: c
          job: node
          severity: critical
          summary: load is high
          source: http://prom.example/graph?g0.expr=up
        """);
    assertThat(template("msteams.default.text", ONE)).isEqualTo("""
        ## Firing (1)

        **HighLoad**

        - instance: a:9100
        - summary: load is high
        - source: http://prom.example/graph?g0.expr=up

        """);
    assertThat(template("jira.default.priority", MIXED)).isEqualTo("Medium");
    assertThat(template("jira.default.priority", ONE)).isEmpty();
    assertThat(template("jira.default.priority", notification(List.of(resolved("alertname", "x", "severity", "critical")), Map.of()).templateData(EXTERNAL_URL))).isEqualTo("High");
  }

  /** The names that configurations in the wild refer to. */
  @Test
  void allDefaultNamesAreThereAndRun() {
    List<String> names = Stream.of(
            "__alertmanager", "__alertmanagerURL", "__subject", "__description",
            fields("slack", "title username fallback callbackid pretext titlelink iconemoji iconurl text footer color"), fields("pagerduty", "description client clientURL"),
            fields("opsgenie", "message description source"), fields("wechat", "message to_user to_party to_tag agent_id"),
            fields("victorops", "state_message entity_display_name monitoring_tool"), fields("pushover", "title message url"), fields("sns", "subject message"), fields("telegram", "message"),
            fields("webex", "message"), fields("discord", "content title message"), fields("msteams", "summary title text"), fields("msteamsv2", "title text"),
            fields("jira", "summary description priority"), fields("rocketchat", "title alias titlelink emoji iconurl text"),
            fields("mattermost", "color username title titlelink fallback text"), fields("email", "subject"))
        .flatMap(line -> Stream.of(line.split(" "))).toList();
    for (String name : names) {
      assertThat(TEMPLATES.text("{{ template \"" + name + "\" . }}", MIXED)).as(name).isInstanceOf(Expansion.Expanded.class);
    }
    assertThat(text("{{ template \"__text_alert_list\" .Alerts }}{{ template \"__text_alert_list_markdown\" .Alerts }}{{ template \"pagerduty.default.instances\" .Alerts }}", MIXED)).contains("HighLoad").doesNotContain("error");
    assertThat(TEMPLATES.names()).containsAll(names).contains("email.default.html");
  }

  private static String fields(String kind, String fields) {
    return String.join(" ", Stream.of(fields.split(" ")).map(f -> kind + ".default." + f).toList());
  }

  @Test
  void mailIsEscapedHtml() {
    NotificationData nasty = notification(List.of(firing("alertname", "<script>alert(1)</script>", "x", "\"><b>")), Map.of()).templateData(EXTERNAL_URL);
    String html = TEMPLATES.html("{{ template \"email.default.html\" . }}", nasty).orElse(error -> "error: " + error);
    assertThat(html).startsWith("<!DOCTYPE html>").contains("&lt;script&gt;", "1 firing", "load is high", "href=\"http://prom.example/graph?g0.expr=up\"",
        "href=\"http://alerts.example:9093/#/alerts?receiver=team%5C.X\"", "width=device-width", "2026-01-02 11:58:30 UTC").doesNotContain("<script>", "\"><u>", "ZgotmplZ");
    assertThat(TEMPLATES.html("<a href=\"{{ .ExternalURL }}\">{{ safeHtml \"<i>\" }}{{ .Status }}</a>", nasty).orElse(e -> e)).isEqualTo("<a href=\"http://alerts.example:9093\"><i>firing</a>");
  }

  @Test
  void filesOfTheUserWin() {
    NotificationTemplates own = NotificationTemplates.compile(
        List.of(new NotificationTemplates.Source("team.tmpl", "{{ define \"__subject\" }}ours: {{ .Status }}{{ end }}{{ define \"extra\" }}{{ template \"slack.default.title\" . }}!{{ end }}")), EXTERNAL_URL, () -> NOON);
    assertThat(own.text("{{ template \"extra\" . }}", ONE)).isEqualTo(new Expansion.Expanded("ours: firing!"));
    assertThatThrownBy(() -> NotificationTemplates.compile(List.of(new NotificationTemplates.Source("bad.tmpl", "\n{{ end }}")), EXTERNAL_URL, () -> NOON))
        .isInstanceOf(TemplateException.class).hasMessageContaining("bad.tmpl:2");
    assertThat(TEMPLATES.complaint("{{ .Status }}")).isEmpty();
    assertThat(TEMPLATES.complaint("{{ .Status ")).isPresent();
  }

  @Test
  void routeLabelsReferToEachOther() {
    RouteLabelTemplates.Labels labels = RouteLabelTemplates.expand(TEMPLATES,
        Map.of("team", "{{ .GroupLabels.alertname | toLower }}", "channel", "#{{ routeLabels \"team\" }}-{{ routeLabels \"none\" }}", "a", "{{ routeLabels \"b\" }}", "b", "{{ routeLabels \"a\" }}", "bad", "{{ .Nothing }}"), ONE);
    assertThat(labels.values()).containsExactlyInAnyOrderEntriesOf(Map.of("team", "highload", "channel", "#highload-", "a", "", "b", "", "bad", ""));
    assertThat(labels.errors()).containsOnlyKeys("a", "b", "bad");
    assertThat(labels.errors().get("a")).contains("route label cycle detected: a -> b -> a");
  }

  @Test
  void aPlainTextNeedsNoTemplate() {
    assertThat(PlainText.subject(MIXED)).isEqualTo("[FIRING:2] alertname=HighLoad, job=node");
    assertThat(PlainText.body(ONE)).isEqualTo("[FIRING:1] alertname=HighLoad, instance=a:9100\nfiring: alertname=HighLoad, instance=a:9100 (summary=load is high)");
  }
}
