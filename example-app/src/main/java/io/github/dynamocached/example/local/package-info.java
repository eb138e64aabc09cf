/** A real Redis and a DynamoDB Local that start and end with the application. */
@NullMarked
package io.github.dynamocached.example.local;

import org.jspecify.annotations.NullMarked;
