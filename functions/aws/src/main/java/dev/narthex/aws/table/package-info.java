/**
 * The catalogue and control state in DynamoDB, over the Enhanced Client with static schemas. {@link dev.narthex.aws.table.ItemTable} is
 * the one place that talks to a table and knows what an error says about a write;
 * {@link dev.narthex.aws.table.DynamoDbCatalog} and {@link dev.narthex.aws.table.DynamoDbControlState} are the ports on top.
 */
@NullMarked
package dev.narthex.aws.table;

import org.jspecify.annotations.NullMarked;
