/** A live chat on top of the sessions: DynamoDB has the turns, Redis what may be lost. */
@NullMarked
package io.github.dynamocached.example.chat;

import org.jspecify.annotations.NullMarked;
