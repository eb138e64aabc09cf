package io.github.dynamocached.redis;

import io.github.dynamocached.cache.EntryStoreContract;
import io.github.dynamocached.cache.EntryStoreFixture;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.servers.RedisCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The scripts keep the contract of the store on a cluster. */
@Tag("full")
class RedisClusterContractTests extends EntryStoreContract {

    private static final RedisCluster CLUSTER = RedisCluster.start();
    private static final RedisConnection CONNECTION =
            Connections.ready(RedisConnection.to(Modes.of(CLUSTER), Connections.PATIENT));

    @AfterAll
    static void stop() {
        BelievingConnection.closeBeside(CONNECTION);
        CONNECTION.close();
        CLUSTER.close();
    }

    @Override
    protected EntryStoreFixture newFixture() {
        return new RedisStoreFixture(CLUSTER::masterOf, Modes.of(CLUSTER), CONNECTION, Scripts.load());
    }
}
