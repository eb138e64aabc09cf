package io.github.dynamocached.cache;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.store.LoadLock;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a {@link LoadLock} must do, wherever it is kept. */
public abstract class AbstractLoadLockContractTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final CacheKey key = CacheKey.of("users", List.of(UUID.randomUUID().toString()));
    private final Slot slot = new Slot(key, Slot.ENTITY);

    /** The lock under test: the same at each call within a test. */
    protected abstract LoadLock lock();

    /** Returns when the server's clock has gone on by at least that time. */
    protected abstract void passTime(Duration time);

    private boolean tryLock(Slot slot, long owner, Duration lease) {
        return await(lock().tryLock(slot, owner, lease));
    }

    private void unlock(Slot slot, long owner) {
        Stages.awaitDone(lock().unlock(slot, owner));
    }

    @Test
    void freeLockIsTaken() {
        assertThat(tryLock(slot, 1, MINUTE)).isTrue();
    }

    @Test
    void heldLockIsNotTakenByOtherOwner() {
        assertThat(tryLock(slot, 1, MINUTE)).isTrue();

        assertThat(tryLock(slot, 2, MINUTE)).isFalse();
    }

    @Test
    void unlockedLockIsTakenByOtherOwner() {
        assertThat(tryLock(slot, 1, MINUTE)).isTrue();
        unlock(slot, 1);

        assertThat(tryLock(slot, 2, MINUTE)).isTrue();
    }

    @Test
    void unlockOfLockHeldByOtherOwnerChangesNothing() {
        assertThat(tryLock(slot, 1, MINUTE)).isTrue();
        unlock(slot, 2);

        assertThat(tryLock(slot, 2, MINUTE)).isFalse();
    }

    @Test
    void unlockOfFreeLockIsNoError() {
        unlock(slot, 1);
        unlock(slot, 1);

        assertThat(tryLock(slot, 2, MINUTE)).isTrue();
    }

    @Test
    void lockIsFreeAfterItsLease() {
        assertThat(tryLock(slot, 1, Duration.ofMillis(10))).isTrue();
        passTime(Duration.ofMillis(20));

        assertThat(tryLock(slot, 2, MINUTE)).isTrue();
        unlock(slot, 1);
        assertThat(tryLock(slot, 3, MINUTE)).isFalse();
    }

    @Test
    void variantsAreLockedApart() {
        assertThat(tryLock(slot, 1, MINUTE)).isTrue();

        assertThat(tryLock(new Slot(key, "List<User>"), 2, MINUTE)).isTrue();
        assertThat(tryLock(new Slot(key, "List<User>:5"), 3, MINUTE)).isTrue();
        assertThat(tryLock(new Slot(key, "List<User>"), 4, MINUTE)).isFalse();
    }

    @Test
    void keysAndCachesAreLockedApart() {
        assertThat(tryLock(slot, 1, MINUTE)).isTrue();

        assertThat(tryLock(new Slot(CacheKey.of("users", List.of(key.text(), 1)), ""), 2, MINUTE))
                .isTrue();
        assertThat(tryLock(new Slot(CacheKey.of("orders", List.of(key.text())), ""), 3, MINUTE))
                .isTrue();
    }
}
