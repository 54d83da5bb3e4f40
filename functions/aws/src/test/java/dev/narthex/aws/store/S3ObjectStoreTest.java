package dev.narthex.aws.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.ObjectStoreContract;
import dev.narthex.tsdb.store.PutOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WireExtension.class)
class S3ObjectStoreTest extends ObjectStoreContract {
  private Wire wire;
  private String bucket;

  @BeforeEach
  void aFreshBucket(Wire wire) {
    this.wire = wire;
    bucket = wire.newBucket();
  }

  @Override
  protected ObjectStore store() {
    return new S3ObjectStore(wire.s3(), bucket);
  }

  @Test
  void aLargeObjectThatLosesTheRaceLeavesNoParts() {
    ObjectStore store = store();
    store.putIfAbsent("k", ObjectContent.of(new byte[] {1}));
    assertThat(store.putIfAbsent("k", out -> out.write(new byte[9 << 20]))).isEqualTo(PutOutcome.EXISTS);
    assertThat(wire.s3().listMultipartUploads(list -> list.bucket(bucket)).uploads()).isEmpty();
    assertThat(store.get("k")).hasValueSatisfying(bytes -> assertThat(bytes).containsExactly(1));
  }

  @Test
  void aSecondAttemptThatMeetsTheFirstOnesObjectIsNoDefeat() {
    ObjectStore store = new S3ObjectStore(wire.s3LosingFirstAnswers(), bucket);
    for (ObjectContent content : List.of(ObjectContent.of(new byte[] {1, 2, 3}), out -> out.write(new byte[9 << 20]))) {
      assertThat(store.putIfAbsent("mine", content)).isEqualTo(PutOutcome.STORED);
      assertThat(store.putIfAbsent("mine", ObjectContent.of(new byte[] {1, 2, 4}))).isEqualTo(PutOutcome.EXISTS);
      assertThat(store.putIfAbsent("mine", ObjectContent.of(new byte[] {1, 2}))).isEqualTo(PutOutcome.EXISTS);
      store.delete("mine");
    }
  }

  @Test
  void anAbsentBucketIsNotAnAbsentObject() {
    ObjectStore store = new S3ObjectStore(wire.s3(), "narthex-no-such-bucket");
    assertThatThrownBy(() -> store.get("k")).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("narthex-no-such-bucket");
  }
}
