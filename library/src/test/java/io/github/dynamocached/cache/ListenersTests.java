package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheKey;
import io.github.dynamocached.CacheListener;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.memory.InMemoryEntryStore;
import io.github.dynamocached.memory.InMemoryLoadLock;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ListenersTests {

    private static final ReadOperation OPERATION = new ReadOperation("Users.find(String)", new TextCodec(), null);

    private final Slot slot = new Slot(CacheKey.of("users", List.of("1")), "Text");
    private final InMemoryServer server = new InMemoryServer();
    private final ControlledEntryStore store = new ControlledEntryStore(new InMemoryEntryStore(server));
    private final List<String> heard = new ArrayList<>();

    @Test
    void everyListenerHearsReadsAndEvictionsInOrder() throws Throwable {
        ReadThroughCache cache = cacheHeardBy(recording("first"), recording("second"));
        cache.read(OPERATION, slot, () -> "value");
        cache.read(OPERATION, slot, () -> "value");
        cache.bypass(() -> "value");
        cache.evict(slot.key());
        store.failNext(ControlledEntryStore.Kind.EVICT);
        cache.evict(slot.key());
        assertThat(heard)
                .containsExactly(
                        "first users MISS", "second users MISS",
                        "first users HIT", "second users HIT",
                        "first users BYPASS", "second users BYPASS",
                        "first users evicted true", "second users evicted true",
                        "first users evicted false", "second users evicted false");
    }

    @Test
    void failingListenerDisturbsNeitherTheCallNorTheOthers() throws Throwable {
        ReadThroughCache cache = cacheHeardBy(new FailingListener(), recording("second"));
        assertThat(cache.read(OPERATION, slot, () -> "value").value()).isEqualTo("value");
        assertThat(cache.evict(slot.key())).isTrue();
        assertThat(heard).containsExactly("second users MISS", "second users evicted true");
    }

    @Test
    void eachReadIsOneLineOfItsOwnLoggerAtDebug() throws Throwable {
        ReadThroughCache cache = cacheHeardBy();
        Logger logger = (Logger) LoggerFactory.getLogger("io.github.dynamocached.reads");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.DEBUG);
        try {
            cache.read(OPERATION, slot, () -> "value");
            server.advance(Duration.ofMillis(7));
            cache.read(OPERATION, slot, () -> "value");
            cache.bypass(() -> "value");
            logger.setLevel(Level.INFO);
            cache.read(OPERATION, slot, () -> "value");
        } finally {
            logger.setLevel(null);
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getLevel, ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        tuple(Level.DEBUG, "Cache users: MISS"),
                        tuple(Level.DEBUG, "Cache users: HIT, age 7 ms"),
                        tuple(Level.DEBUG, "Cache users: BYPASS"));
    }

    private ReadThroughCache cacheHeardBy(CacheListener... listeners) {
        Budgets budgets = new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10));
        return new ReadThroughCaches(
                        store,
                        new InMemoryLoadLock(server),
                        budgets,
                        FailurePredicate.NONE,
                        Runnable::run,
                        name -> Node.SETTINGS,
                        List.of(listeners))
                .cache("users");
    }

    private CacheListener recording(String name) {
        return new CacheListener() {
            @Override
            public void onRead(String cacheName, Outcome outcome) {
                heard.add(name + " " + cacheName + " " + outcome.source());
            }

            @Override
            public void onEvict(String cacheName, boolean acknowledged) {
                heard.add(name + " " + cacheName + " evicted " + acknowledged);
            }
        };
    }

    private static final class FailingListener implements CacheListener {
        @Override
        public void onRead(String cacheName, Outcome outcome) {
            throw new IllegalStateException("The listener is broken");
        }

        @Override
        public void onEvict(String cacheName, boolean acknowledged) {
            throw new NoClassDefFoundError("The listener is broken");
        }
    }
}
