package dev.narthex.aws.table;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * An item of either table as DynamoDB stores it.
 *
 * @param pk partition key
 * @param sk sort key
 * @param v version
 * @param d bytes
 * @param ttl epoch seconds after which DynamoDB may drop the item; the attribute is absent when null
 */
record TableItem(String pk, String sk, long v, SdkBytes d, @Nullable Long ttl) {}
