/**
 * What the library knows of DynamoDB: the keys and attributes of entities, and how the requests of a load read.
 *
 * <p>Begin with {@link io.github.dynamocached.dynamodb.ConsistentReads}, the interceptor of the clients, and
 * {@code SchemaEntityKeys}. This package uses the root package, {@code store} and {@code load}.
 */
@NullMarked
package io.github.dynamocached.dynamodb;

import org.jspecify.annotations.NullMarked;
