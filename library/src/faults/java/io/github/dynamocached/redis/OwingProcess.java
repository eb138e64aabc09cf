package io.github.dynamocached.redis;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.cache.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One node as a process of its own. Says {@code ready}; evicts the key of each line that it is told, and says what it owes. */
final class OwingProcess {

    static final CacheSettings SETTINGS = Node.SETTINGS
            .with()
            .ttl(Duration.ofSeconds(6))
            .lockLease(Duration.ofSeconds(3))
            .earlyRefresh(0)
            .build();

    private OwingProcess() {}

    /** Takes the port of Redis. */
    public static void main(String[] arguments) throws IOException {
        try (RedisConnection connection = Connections.readyAt(Integer.parseInt(arguments[0]));
                Node node = new Node(
                        new RedisEntryStore(connection), new RedisLoadLock(connection), SETTINGS, Budgets.DEFAULT)) {
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println("ready");
            for (String key = input.readLine(); key != null; key = input.readLine()) {
                boolean acknowledged = node.evict(StuckProcess.slotOf(key));
                System.out.println(
                        acknowledged + ", owes " + node.cache().outbox().queued());
            }
        }
    }
}
