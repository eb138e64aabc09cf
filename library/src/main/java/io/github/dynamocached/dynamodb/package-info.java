/** The shape of entities as DynamoDB's enhanced client describes it. */
@NullMarked
package io.github.dynamocached.dynamodb;

import org.jspecify.annotations.NullMarked;
