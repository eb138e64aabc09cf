package io.github.dynamocached.redis;

import io.github.dynamocached.cache.EntryStoreContract;
import io.github.dynamocached.cache.EntryStoreFixture;
import io.github.dynamocached.layout.Scripts;
import io.github.dynamocached.servers.SharedServers;

/** The scripts keep the contract of the store on a real Redis. */
class RedisEntryStoreContractTests extends EntryStoreContract {

    @Override
    protected EntryStoreFixture newFixture() {
        return new RedisStoreFixture(SharedServers.redis(), Connections.shared(), Scripts.load());
    }
}
