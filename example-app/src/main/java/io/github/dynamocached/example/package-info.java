/** A small support-chat service whose reads of DynamoDB are cached. */
@NullMarked
package io.github.dynamocached.example;

import org.jspecify.annotations.NullMarked;
