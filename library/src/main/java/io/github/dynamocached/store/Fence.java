package io.github.dynamocached.store;

import java.time.Duration;

/**
 * The announcement of a write. While a fence is open only writers may fill the key.
 *
 * @param writer unique to the write, without white space or colons
 * @param length the fence runs out after this time, which is longer than the write may take
 * @param others how long writes of others may take. A primary that started more recently may have lost a fence, so a put
 *     gets no token. Zero in a cache without fences
 */
public record Fence(String writer, Duration length, Duration others) {

    /**
     * A fence in a cache without fences of others.
     *
     * @param writer unique to the write
     * @param length the fence runs out after this time
     */
    public Fence(String writer, Duration length) {
        this(writer, length, Duration.ZERO);
    }
}
