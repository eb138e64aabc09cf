package io.github.dynamocached.cache;

import org.junit.jupiter.api.Nested;

/** All that a store has to keep, as nested tests of whoever extends this. */
public abstract class EntryStoreContract {

    /** A store for one test, empty or with keys of its own. */
    protected abstract EntryStoreFixture newFixture();

    @Nested
    class Read extends AbstractReadContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class Projection extends AbstractProjectionContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class EndOfItem extends AbstractItemEndContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class AdaptiveTtl extends AbstractAdaptiveTtlContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class LeaseOfSlot extends AbstractLeaseContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class Refresh extends AbstractRefreshContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class FillOfSlot extends AbstractFillContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class Evict extends AbstractEvictContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class EvictAll extends AbstractEvictAllContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class FenceOfKey extends AbstractFenceContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }

    @Nested
    class LookAtKey extends AbstractLookContractTests {
        private final EntryStoreFixture fixture = newFixture();

        @Override
        protected EntryStoreFixture fixture() {
            return fixture;
        }
    }
}
