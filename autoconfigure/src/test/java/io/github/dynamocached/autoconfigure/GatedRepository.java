package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A repository over a map that two applications share. One of its loads can be held after it has seen the item. */
class GatedRepository {

    /** A load that has seen the item and waits. */
    static final class Gate {

        private final CountDownLatch seen = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        void awaitSeen() throws InterruptedException {
            await(seen);
        }

        void open() {
            open.countDown();
        }

        private void pass() throws InterruptedException {
            seen.countDown();
            await(open);
        }

        private static void await(CountDownLatch latch) throws InterruptedException {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("Waited for 20 seconds");
            }
        }
    }

    private final Map<String, Account> accounts;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    GatedRepository(Map<String, Account> accounts) {
        this.accounts = accounts;
    }

    /** Holds the next load of an account. Not final, so that a proxy passes it on. */
    public Gate holdNextLoad(String id) {
        Gate gate = new Gate();
        gates.put(id, gate);
        return gate;
    }

    @DynamoCached(cache = "accounts")
    public Optional<Account> find(String id) throws InterruptedException {
        Optional<Account> seen = Optional.ofNullable(accounts.get(id));
        Gate gate = gates.remove(id);
        if (gate != null) {
            gate.pass();
        }
        return seen;
    }

    @DynamoCached(cache = "accounts", key = "#id", variant = "#style")
    public String label(String id, String style) {
        return style + " label";
    }

    @DynamoEvict(cache = "accounts")
    public void save(Account account) {
        accounts.put(account.getId(), account);
    }
}
