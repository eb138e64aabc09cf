package io.github.dynamocached.redis;

import io.github.dynamocached.load.DynamoDbRead;
import io.github.dynamocached.servers.RespConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The database of several processes: items whose value is the number of their last write, counted in Redis beside the
 * entries. A read that need not be consistent comes from a replica that lags by one write.
 */
final class VersionedItems {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String prefix;
    private final ThreadLocal<RespConnection> connections;

    VersionedItems(int port, String run) {
        this.prefix = "database:" + run + ':';
        this.connections = ThreadLocal.withInitial(() -> RespConnection.open(port, PATIENCE));
    }

    /** Commits a write and returns its version. */
    long write(int item) {
        return version(execute("INCR", prefix + item));
    }

    /** Reads an item as DynamoDB is read within a load. */
    long load(int item) {
        DynamoDbRead read = DynamoDbRead.begin();
        Object committed = execute("GET", prefix + item);
        long version = committed == null ? 0 : version(committed);
        boolean consistent = read.mustBeConsistent();
        read.end(consistent);
        return consistent ? version : Math.max(0, version - 1);
    }

    /** Deletes a key as somebody does who does not know the cache. */
    void delete(String key) {
        execute("DEL", key);
    }

    private static long version(@Nullable Object answer) {
        return Long.parseLong(String.valueOf(answer));
    }

    private @Nullable Object execute(Object... command) {
        return connections.get().execute(command);
    }
}
