package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers that are interrupted before or while they wait: their evictions go out, and they learn what became of them. */
@Timeout(120)
public abstract class AbstractInterruptedWriteTests extends AbstractTwoNodesTests {

    private final Database database = new Database("old");

    @BeforeEach
    void fill() {
        assertThat(node.read(slot, database::load).source()).isEqualTo(Source.MISS);
        database.write("new");
    }

    @AfterEach
    void clearInterrupt() {
        boolean unused = Thread.interrupted();
    }

    /** The ways in which a method that writes ends, and the command that it waits for. */
    enum Ending {
        EVICT(Kind.EVICT),
        EVICT_UNKNOWN(Kind.EVICT),
        EVICT_SEVERAL(Kind.EVICT),
        PUT(Kind.FILL),
        PUT_OF_NOTHING(Kind.EVICT),
        BEGIN_OF_PUT(Kind.BEGIN);

        private final Kind waitsFor;

        Ending(Kind waitsFor) {
            this.waitsFor = waitsFor;
        }

        boolean isStored() {
            return this == PUT || this == BEGIN_OF_PUT;
        }
    }

    private boolean write(Ending ending) {
        List<CacheKey> keys = List.of(slot.key());
        return switch (ending) {
            case EVICT -> node.cache().beginWrite(keys).evict();
            case EVICT_UNKNOWN -> node.cache().beginWrite(keys).evictUnknown();
            case EVICT_SEVERAL -> node.cache().evict(List.of(slot.key(), CacheKey.of("users", List.of("another"))));
            case PUT, BEGIN_OF_PUT -> node.beginPut(slot).store("new");
            case PUT_OF_NOTHING -> node.beginPut(slot).store(null);
        };
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void interruptBeforeAnEvictionIsReportedToItsWriter(Ending ending) {
        Thread.currentThread().interrupt();
        boolean acknowledged = write(ending);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(acknowledged).isTrue();
        assertNothingOldIsLeft(ending);
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void interruptedWriterThatWaitsGetsTheResult(Ending ending) {
        HeldCommand command = node.store().holdNext(ending.waitsFor);
        CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
        CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            acknowledged.complete(write(ending));
            interruptedAfter.complete(Thread.currentThread().isInterrupted());
        });
        writer.start();
        command.awaitArrival();
        await().until(() -> LockSupport.getBlocker(writer) instanceof CallerThread);
        writer.interrupt();
        assertThat(acknowledged).isNotDone();
        command.release();
        assertThat(Stages.await(acknowledged)).isTrue();
        assertThat(Stages.await(interruptedAfter)).isTrue();
        assertNothingOldIsLeft(ending);
    }

    @Test
    void evictionOfAllKeysByAnInterruptedWriterIsReported() {
        Thread.currentThread().interrupt();
        assertThat(node.cache().evictAll()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(other.read(slot, database::load).value()).isEqualTo("new");
    }

    @Test
    void evictionOfAnInterruptedWriterThatFailsIsRepeated() {
        node.store().failNext(Kind.EVICT);
        Thread.currentThread().interrupt();
        assertThat(node.evict(slot)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        await().untilAsserted(() -> assertThat(node.cache().outbox().queued()).isZero());
        assertThat(other.read(slot, database::load).value()).isEqualTo("new");
    }

    private void assertNothingOldIsLeft(Ending ending) {
        Outcome next = other.read(slot, database::load);
        assertThat(next.value()).isEqualTo("new");
        if (ending.isStored()) {
            assertThat(next.source()).isEqualTo(Source.HIT);
        }
    }
}
