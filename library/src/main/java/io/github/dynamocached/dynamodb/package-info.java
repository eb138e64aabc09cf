/**
 * What the AWS SDK says about entities, reads and failures.
 *
 * <p>Begin with {@link io.github.dynamocached.dynamodb.ConsistentReads}, the interceptor that makes the reads of a load
 * consistent, and {@link io.github.dynamocached.dynamodb.EntitySchemas}. Uses the root package, {@code store}, and {@code load},
 * to which it reports the reads.
 */
@NullMarked
package io.github.dynamocached.dynamodb;

import org.jspecify.annotations.NullMarked;
