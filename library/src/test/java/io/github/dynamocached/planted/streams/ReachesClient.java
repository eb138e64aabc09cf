package io.github.dynamocached.planted.streams;

/** Breaks a rule on purpose. */
public final class ReachesClient {

    /** The forbidden arrow. */
    public io.github.dynamocached.planted.client.ReachesRedis target =
            new io.github.dynamocached.planted.client.ReachesRedis();
}
