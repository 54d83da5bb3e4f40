package dev.narthex.aws.table;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;

class NoConvertersTest {
  /** The SDK's converters are some hundred classes at each start; this fails when an update of the SDK keeps them elsewhere. */
  @Test
  void theConvertersOfTheSdkAreNotLoaded() {
    AttributeConverterProvider provider = AttributeConverterProvider.defaultProvider();
    assertThatThrownBy(() -> provider.converterFor(EnhancedType.of(String.class))).isInstanceOf(IllegalStateException.class).hasMessageContaining("no converters in functions");
  }
}
