package io.github.dynamocached.streams;

import io.github.dynamocached.cache.ControlledEntryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * One node as a process of its own, which follows a stream. Says {@code leads} when it does and the next leader may trust what
 * it keeps. When it is told a number, it says {@code armed}; after so many more evictions it says {@code middle}, and sends no
 * others.
 */
final class FollowingProcess {

    private FollowingProcess() {}

    /** Takes the endpoint of DynamoDB, the port of Redis, the table, and the overlap in seconds. */
    public static void main(String[] arguments) throws IOException {
        StreamTimes times = StreamTimes.DEFAULT.withOverlap(Duration.ofSeconds(Long.parseLong(arguments[3])));
        try (FollowingNode node =
                new FollowingNode(URI.create(arguments[0]), Integer.parseInt(arguments[1]), arguments[2], times)) {
            node.start();
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(node::isSettled);
            System.out.println("leads");
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            AtomicInteger left = new AtomicInteger(Integer.parseInt(input.readLine()));
            node.node().store().atEach(ControlledEntryStore.Kind.EVICT, () -> countDown(left));
            System.out.println("armed");
            String unused = input.readLine();
        }
    }

    /** The thread that would send the next eviction waits for ever. */
    private static void countDown(AtomicInteger left) {
        if (left.decrementAndGet() < 0) {
            System.out.println("middle");
            Awaitility.await().forever().until(() -> false);
        }
    }
}
