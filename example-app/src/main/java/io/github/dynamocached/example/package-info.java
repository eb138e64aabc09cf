/** A small support-chat service that caches its reads of DynamoDB. */
@NullMarked
package io.github.dynamocached.example;

import org.jspecify.annotations.NullMarked;
