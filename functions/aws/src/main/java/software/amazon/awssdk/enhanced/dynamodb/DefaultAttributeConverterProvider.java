package software.amazon.awssdk.enhanced.dynamodb;

/**
 * Stands in front of the SDK's class of this name, which makes converters for all types of the JDK as soon as the first key is built: some hundred
 * classes at each start. Keys and items of functions are attribute values already, by a schema written out, so nothing here is ever asked for. Where
 * an SDK no longer has this class, nothing happens but that starts are slower again.
 */
public final class DefaultAttributeConverterProvider implements AttributeConverterProvider {
  private static final DefaultAttributeConverterProvider INSTANCE = new DefaultAttributeConverterProvider();

  private DefaultAttributeConverterProvider() {}

  /** As the SDK makes it. */
  public static DefaultAttributeConverterProvider create() {
    return INSTANCE;
  }

  @Override
  public <T> AttributeConverter<T> converterFor(EnhancedType<T> type) {
    throw new IllegalStateException("there are no converters in functions (asked for one of " + type.rawClass().getName() + "): write the schema out, as TableItemSchema does");
  }
}
