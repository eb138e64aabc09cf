package io.github.dynamocached.redis;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.config.Config;

/** Where the client of a connection comes from, and who closes it. Used by one thread, closed by any. */
interface ClientSource {

    /** The client, connected or not. Asked for again after a failure to connect. */
    Redisson client();

    /** Sees to it that the connections that there are now are watched. Called once a second. */
    void watch(ConnectedClient client);

    /** The servers that the client connects to, as the log calls them. */
    String servers();

    /** Ends what this source has made. */
    void close();

    /** A client of our own, whose connections are watched from their beginning. */
    static ClientSource own(Config config) {
        return new Own(config);
    }

    /** The client of the application, which stays its own. Its connections are watched as they are found in its pools. */
    static ClientSource shared(Redisson client, PrimaryRuns runs) {
        return new Shared(client, runs);
    }

    /** Makes one client and keeps it, because every further one would leak timers of the former. */
    final class Own implements ClientSource {

        private static final long CLOSE_SECONDS = 2;

        private final Config config;
        private @Nullable Redisson created;

        private Own(Config config) {
            this.config = config;
        }

        @Override
        public synchronized Redisson client() {
            if (created == null || created.isShutdown()) {
                created = (Redisson) Redisson.create(config);
            }
            return created;
        }

        @Override
        public void watch(ConnectedClient client) {
            // They are from their beginning.
        }

        @Override
        public String servers() {
            return ServerName.of(config);
        }

        @Override
        public synchronized void close() {
            if (created != null) {
                created.shutdown(0, CLOSE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /**
     * The client of an application.
     *
     * @param client the client
     * @param runs is notified of each process that answers
     */
    record Shared(Redisson client, PrimaryRuns runs) implements ClientSource {

        @Override
        public void watch(ConnectedClient connected) {
            connected.primaries().stream()
                    .flatMap(primary ->
                            primary.getEntry(primary.getClient()).getConnectionsHolder().getAllConnections().stream())
                    .forEach(connection -> ChannelWatch.watch(connection.getChannel(), runs, false));
        }

        @Override
        public String servers() {
            return ServerName.of(new Config(client.getConfig()));
        }

        @Override
        public void close() {}
    }
}
