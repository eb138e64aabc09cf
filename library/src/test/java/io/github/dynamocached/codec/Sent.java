package io.github.dynamocached.codec;

import org.jspecify.annotations.Nullable;

/** What somebody sends. */
public class Sent {

    private @Nullable String sender;

    public @Nullable String getSender() {
        return sender;
    }

    public void setSender(@Nullable String sender) {
        this.sender = sender;
    }
}
