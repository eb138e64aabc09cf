package io.github.dynamocached.cache;

import java.time.Duration;

/**
 * A writer's announcement of its write. While any fence is open nothing is filled into the key but by a writer.
 *
 * @param writer unique to the write, without white space or colons
 * @param length after which the fence is over by itself: longer than the write may take
 */
public record Fence(String writer, Duration length) {}
