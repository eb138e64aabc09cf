/**
 * Evicts what a table's stream reports: the writes of programs in any language, of the console, of other regions, and
 * deletions by time to live.
 *
 * <p>Begin with {@link io.github.dynamocached.streams.StreamsEvictor}, which runs in an AWS Lambda function or in a consumer of
 * a stream, or with {@link io.github.dynamocached.streams.StreamReader}, which follows streams in an application. Neither needs
 * Spring. {@code StreamRecords} finds the keys of a record. Uses the root package, {@code store} and
 * {@code dynamodb}.
 */
@NullMarked
package io.github.dynamocached.streams;

import org.jspecify.annotations.NullMarked;
