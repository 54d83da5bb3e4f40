package dev.narthex.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JobCodecTest {
  @Test
  void formIsFixed() {
    assertThat(JobCodec.encode(new Job.Scrape("default", "9f86", "node-0", 1795132800000L)))
        .isEqualTo(
            "{\"v\":1,\"job\":\"scrape\",\"id\":\"scrape/default/node-0/1795132800000\",\"tenant\":\"default\","
                + "\"config\":\"9f86\",\"shard\":\"node-0\",\"tick\":1795132800000}");
    assertThat(JobCodec.encode(new Job.Compact("t", "c", 2, 1795132800000L, 3)))
        .isEqualTo(
            "{\"v\":1,\"job\":\"compact\",\"id\":\"compact/t/2/1795132800000/3\",\"tenant\":\"t\",\"config\":\"c\","
                + "\"level\":2,\"window\":1795132800000,\"part\":3}");
  }

  @Property(tries = 200)
  void everyJobComesBack(@ForAll("jobs") Job job) {
    assertThat(JobCodec.decode(JobCodec.encode(job))).isEqualTo(job);
  }

  @Provide
  Arbitrary<Job> jobs() {
    Arbitrary<String> name = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<Long> number = Arbitraries.longs();
    return Arbitraries.oneOf(
        Combinators.combine(name, name, number).as(Job.Discover::new),
        Combinators.combine(name, name, name, number).as(Job.Scrape::new),
        Combinators.combine(name, name, name, number).as(Job.Evaluate::new),
        Combinators.combine(name, name, name, number).as(Job.Flush::new),
        Combinators.combine(name, name, name, number, name).as(Job.Notify::new),
        Combinators.combine(name, name, Arbitraries.integers(), number, Arbitraries.integers()).as(Job.Compact::new),
        Combinators.combine(name, name, number).as(Job.Sweep::new));
  }

  @Property(tries = 200)
  void noTextThrowsAnythingElse(@ForAll String text) {
    assertThatThrownBy(() -> JobCodec.decode(text)).isInstanceOf(JobFormatException.class);
  }

  @Test
  void newerMembersAreSkippedAndNewerVersionsRefused() {
    String text = JobCodec.encode(new Job.Sweep("t", "c", 60000));
    assertThat(JobCodec.decode(text.replace("\"tick\"", "\"trace\":{\"a\":[1,2]},\"tick\""))).isEqualTo(new Job.Sweep("t", "c", 60000));
    assertThatThrownBy(() -> JobCodec.decode(text.replace("\"v\":1", "\"v\":2"))).hasMessageContaining("version 2");
  }

  @Test
  void messagesSayWhatIsWrong() {
    assertThatThrownBy(() -> JobCodec.decode("[]")).hasMessage("job message is not a JSON object");
    assertThatThrownBy(() -> JobCodec.decode("{\"v\":1")).hasMessageContaining("not JSON");
    assertThatThrownBy(() -> JobCodec.decode("{\"v\":1,\"job\":\"dance\",\"tenant\":\"t\",\"config\":\"c\"}"))
        .hasMessage("job message asks for \"dance\", which is no job of this build");
    assertThatThrownBy(() -> JobCodec.decode("{\"v\":1,\"job\":\"sweep\",\"id\":\"sweep/t/1\",\"tenant\":\"t\",\"config\":\"c\",\"tick\":2}"))
        .hasMessageContaining("sweep/t/2");
  }
}
