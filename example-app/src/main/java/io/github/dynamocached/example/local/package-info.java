/** A real Redis and a DynamoDB Local that come and go with the application. */
@NullMarked
package io.github.dynamocached.example.local;

import org.jspecify.annotations.NullMarked;
