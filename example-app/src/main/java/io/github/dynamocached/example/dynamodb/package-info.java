/** The DynamoDB client, and a counter for the read units of each request. */
@NullMarked
package io.github.dynamocached.example.dynamodb;

import org.jspecify.annotations.NullMarked;
