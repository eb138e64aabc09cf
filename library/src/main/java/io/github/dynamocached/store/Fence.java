package io.github.dynamocached.store;

import java.time.Duration;

/**
 * A writer's announcement of its write. While any fence is open nothing is filled into the key but by a writer.
 *
 * @param writer unique to the write, without white space or colons
 * @param length after which the fence is over by itself: longer than the write may take
 * @param others how long the writes of others may take, for which a primary that started recently counts as one that has
 *     lost a fence, so that a put gets no token; zero for a cache without fences
 */
public record Fence(String writer, Duration length, Duration others) {

    /**
     * A fence in a cache in which nobody relies on the fences of others.
     *
     * @param writer unique to the write
     * @param length after which the fence is over by itself
     */
    public Fence(String writer, Duration length) {
        this(writer, length, Duration.ZERO);
    }
}
