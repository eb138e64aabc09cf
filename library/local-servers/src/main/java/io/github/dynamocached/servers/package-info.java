/** Servers on this machine for tests and the example: Redis and DynamoDB Local. */
@NullMarked
package io.github.dynamocached.servers;

import org.jspecify.annotations.NullMarked;
