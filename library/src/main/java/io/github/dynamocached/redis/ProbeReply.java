package io.github.dynamocached.redis;

import org.jspecify.annotations.Nullable;

/** The reply to {@link Commands#PROBE}: what is known of the primary after it. */
final class ProbeReply extends Reply<PrimaryView> {

    ProbeReply() {
        super(PrimaryQuestion.NAME);
    }

    @Override
    PrimaryView answer(@Nullable Object answer) {
        if (answer == null) {
            throw new IllegalStateException();
        }
        return ((Judged) answer).view(command());
    }
}
