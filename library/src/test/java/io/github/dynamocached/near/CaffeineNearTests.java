package io.github.dynamocached.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.store.NearEntries.Kept;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CaffeineNearTests {

    private static final int MEGABYTE = 1024 * 1024;

    private final CaffeineNear near = new CaffeineNear(MEGABYTE);

    private record Bytes(int weight) implements Kept {}

    private static CacheKey key(int id) {
        return CacheKey.of("users", List.of(id));
    }

    @Test
    void keepsWhatIsPutAndForgetsWhatIsRemoved() {
        near.change(key(1), before -> new Bytes(10));
        assertThat(near.get(key(1))).isEqualTo(new Bytes(10));
        near.change(key(1), before -> new Bytes(before == null ? 0 : before.weight() + 1));
        assertThat(near.get(key(1))).isEqualTo(new Bytes(11));
        near.remove(key(1));
        assertThat(near.get(key(1))).isNull();
        near.change(key(1), before -> new Bytes(10));
        near.change(key(1), before -> null);
        assertThat(near.get(key(1))).isNull();
    }

    @Test
    void staysWithinItsBudget() {
        for (int i = 0; i < 10_000; i++) {
            near.change(key(i), before -> new Bytes(1024));
        }
        Awaitility.await().until(() -> near.bytes() <= MEGABYTE && near.keys() <= 1024);
        assertThat(near.displaced()).isGreaterThanOrEqualTo(10_000 - 1024);
        near.change(key(0), before -> new Bytes(2 * MEGABYTE));
        Awaitility.await().until(() -> near.get(key(0)) == null);
    }

    @Test
    void removalRunsBeforeOrAfterAChangeButNotWithinIt() throws InterruptedException {
        CountDownLatch changing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean changed = new AtomicBoolean();
        AtomicBoolean early = new AtomicBoolean();
        Thread change = new Thread(() -> near.change(key(1), before -> {
            changing.countDown();
            await(goOn);
            changed.set(true);
            return new Bytes(10);
        }));
        Thread removal = new Thread(() -> {
            near.remove(key(1));
            early.set(!changed.get());
        });
        change.start();
        await(changing);
        removal.start();
        Awaitility.await()
                .until(() -> removal.getState() == Thread.State.BLOCKED
                        || removal.getState() == Thread.State.WAITING
                        || !removal.isAlive());
        goOn.countDown();
        change.join(20_000);
        removal.join(20_000);
        assertThat(early).isFalse();
        assertThat(near.get(key(1))).isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test was interrupted", interrupted);
        }
    }

    @Test
    void budgetBelowAMegabyteIsRefused() {
        assertThatThrownBy(() -> new CaffeineNear(MEGABYTE - 1))
                .isInstanceOf(RefusedSettingException.class)
                .hasMessage("near.max-size is 1048575B. Use a size of 1MB or more.");
    }
}
