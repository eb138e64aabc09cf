package io.github.dynamocached.redis;

import io.github.dynamocached.cache.AbstractEvictAllContractTests;
import io.github.dynamocached.cache.AbstractEvictContractTests;
import io.github.dynamocached.cache.AbstractFenceContractTests;
import io.github.dynamocached.cache.AbstractFillContractTests;
import io.github.dynamocached.cache.AbstractItemEndContractTests;
import io.github.dynamocached.cache.AbstractLeaseContractTests;
import io.github.dynamocached.cache.AbstractLookContractTests;
import io.github.dynamocached.cache.AbstractPartContractTests;
import io.github.dynamocached.cache.AbstractReadContractTests;
import io.github.dynamocached.cache.AbstractRefreshContractTests;
import io.github.dynamocached.cache.EntryStoreFixture;
import io.github.dynamocached.servers.SharedServers;
import org.junit.jupiter.api.Nested;

/** The scripts keep the contract of the store on a real Redis. */
class RedisEntryStoreContractTests {

    private static EntryStoreFixture shared() {
        return new RedisStoreFixture(SharedServers.redis(), Connections.shared(), Scripts.load());
    }

    @Nested
    class Read extends AbstractReadContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class Part extends AbstractPartContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class EndOfItem extends AbstractItemEndContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class LeaseOfSlot extends AbstractLeaseContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class Refresh extends AbstractRefreshContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class FillOfSlot extends AbstractFillContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class Evict extends AbstractEvictContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class FenceOfKey extends AbstractFenceContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class EvictAll extends AbstractEvictAllContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class LookAtKey extends AbstractLookContractTests {
        private final EntryStoreFixture fixture = shared();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }
}
