/** The client of DynamoDB, and the read units that each request consumes. */
@NullMarked
package io.github.dynamocached.example.dynamodb;

import org.jspecify.annotations.NullMarked;
