package dev.narthex.discovery;

import dev.narthex.model.Labels;
import java.util.List;

/** One way to ask AWS what there is. Thread-safe; throws {@link software.amazon.awssdk.core.exception.SdkException}. */
interface Inventory {
  /** Every target, all pages, with {@code __address__} and its {@code __meta_…} labels. */
  List<Labels> targets();
}
