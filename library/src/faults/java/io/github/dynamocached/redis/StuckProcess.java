package io.github.dynamocached.redis;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.store.Slot;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/** One node as a process of its own whose load says {@code loading} and does not end while its parent lives. */
final class StuckProcess {

    static final CacheSettings SETTINGS =
            Node.SETTINGS.with().lockLease(Duration.ofSeconds(3)).build();

    private StuckProcess() {}

    static Slot slotOf(String key) {
        return new Slot(CacheKey.of("users", List.of(key)), "Text");
    }

    /** Takes the port of Redis and the key. */
    public static void main(String[] arguments) {
        try (RedisConnection connection = Connections.readyAt(Integer.parseInt(arguments[0]));
                Node node = Node.on(new RedisEntryStore(connection), new RedisLoadLock(connection), SETTINGS)) {
            node.read(slotOf(arguments[1]), () -> {
                System.out.println("loading");
                return "late by " + System.in.transferTo(OutputStream.nullOutputStream());
            });
        }
    }
}
