/**
 * DynamoDB clients that answer reads from the cache: {@code DynamoDbClient} and {@code DynamoDbAsyncClient}, with all their
 * operations, over clients of the application.
 *
 * <p>Begin with {@link io.github.dynamocached.client.ClientSettings}. Only eventually consistent reads of listed tables are
 * answered from the cache. Everything else, and everything doubtful, is answered by DynamoDB. Needs no Spring.
 */
@NullMarked
package io.github.dynamocached.client;

import org.jspecify.annotations.NullMarked;
