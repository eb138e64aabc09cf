package io.github.dynamocached.redis;

import io.github.dynamocached.store.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A node as a process of its own that watches a cache. It says {@code watching} once it does. After each line that it is sent, it
 * says whether that first watch holds, and then {@code watching} when another one does.
 */
final class WatchingProcess {

    private WatchingProcess() {}

    /** Takes the port of Redis. */
    public static void main(String[] arguments) throws IOException {
        try (TrackedCache node =
                        new TrackedCache(Connections.readyAt(Integer.parseInt(arguments[0])), Duration.ofMillis(100));
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Watch first = node.awaitWatch();
            System.out.println("watching");
            while (lines.readLine() != null) {
                System.out.println("holds " + first.holds(System.nanoTime()));
                Watch unused = node.awaitWatch();
                System.out.println("watching");
            }
        }
    }
}
