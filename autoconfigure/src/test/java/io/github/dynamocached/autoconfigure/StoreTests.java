package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StoreTests {

    private final ApplicationContextRunner application = Applications.runner().withBean(Names.class);

    static class Names {

        private int calls;

        @DynamoCached(cache = "names", key = "#id")
        public String find(String id) {
            return id + ++calls;
        }

        @DynamoEvict(cache = "names", key = "#id")
        public void change(String id) {}
    }

    @ParameterizedTest
    @ValueSource(strings = {"in-memory", "IN_MEMORY", "inMemory"})
    void entriesInMemoryAreHitsUntilTheyAreEvicted(String store) {
        application.withPropertyValues("dynamocached.store=" + store).run(context -> {
            Names names = context.getBean(Names.class);

            assertThat(names.find("a")).isEqualTo("a1");
            assertThat(names.find("a")).isEqualTo("a1");
            names.change("a");
            assertThat(names.find("a")).isEqualTo("a2");
            assertThat(context).doesNotHaveBean(RedisConnection.class);
        });
    }

    @Test
    void entriesInMemoryEndWithTheirTimeToLive() {
        application
                .withPropertyValues("dynamocached.store=in-memory", "dynamocached.caches.names.ttl=1m")
                .run(context -> {
                    Names names = context.getBean(Names.class);
                    names.find("a");

                    context.getBean(InMemoryServer.class).advance(Duration.ofMinutes(1));

                    assertThat(names.find("a")).isEqualTo("a2");
                });
    }

    @Test
    void memoryHoldsNoMoreThanItsKeys() {
        application
                .withPropertyValues("dynamocached.store=in-memory", "dynamocached.in-memory.max-keys=50")
                .run(context -> {
                    Names names = context.getBean(Names.class);

                    for (int i = 0; i < 1000; i++) {
                        names.find("id" + i);
                    }

                    assertThat(context.getBean(InMemoryServer.class).names("dynamocached:names:"))
                            .hasSizeBetween(20, 50)
                            .contains("dynamocached:names:id999");
                });
    }

    @Test
    void memoryWithoutRoomIsRefused() {
        application
                .withPropertyValues("dynamocached.in-memory.max-keys=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage(
                                "dynamocached.in-memory.max-keys: \"0\" cannot be used. Use a number of at least 1."));
    }

    @Test
    void withoutStoreMethodsAreCalledAndNothingConnects() {
        application
                .withPropertyValues("dynamocached.store=none", "spring.data.redis.url=redis://localhost:1")
                .run(context -> {
                    Names names = context.getBean(Names.class);

                    assertThat(names.find("a")).isEqualTo("a1");
                    names.change("a");
                    assertThat(names.find("a")).isEqualTo("a2");
                    assertThat(context.getBean(DynamoCaches.class)
                                    .observe(() -> names.find("a"))
                                    .count(Outcome.Source.HIT))
                            .isZero();
                    assertThat(context).doesNotHaveBean(RedisConnection.class);
                });
    }

    @Test
    void unknownStoreIsRefused() {
        application
                .withPropertyValues("dynamocached.store=memcached")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage(
                                "dynamocached.store: \"memcached\" is not supported. Use redis, in-memory or none."));
    }

    @Test
    void storeOfTheApplicationReplacesTheOneInMemory() {
        EntryStore own = new NoEntryStore();
        application
                .withPropertyValues("dynamocached.store=in-memory")
                .withBean(EntryStore.class, () -> own)
                .run(context -> {
                    assertThat(context.getBean(EntryStore.class)).isSameAs(own);
                    assertThat(context.getBean(Names.class).find("a")).isEqualTo("a1");
                    assertThat(own.look(CacheKey.of("names", List.of("a"))))
                            .isCompletedWithValueMatching(
                                    state -> state.variants().isEmpty());
                });
    }
}
