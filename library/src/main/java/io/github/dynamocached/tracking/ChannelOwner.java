package io.github.dynamocached.tracking;

import org.jspecify.annotations.Nullable;

/** Who has made a channel. Notified on the event loop of its connection. */
interface ChannelOwner {

    /**
     * The channel tells everything from now on.
     *
     * @param run the id of the process at its other end
     */
    void opened(TrackingChannel channel, String run);

    /**
     * The channel is over, whether it was ever open or not.
     *
     * @param refusal what the server has refused, null for any other reason
     */
    void ended(TrackingChannel channel, @Nullable TrackingRefusal refusal);
}
