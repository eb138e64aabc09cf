package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Consistency;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.WarmUpResult;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.cache.AskedLoad;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Two rules of the protocol at each door of an application: annotated methods, {@link DynamoCaches} and warm-ups. */
class DoorsOfApplicationsTests {

    private static final String ID = "u1";

    private final CachingTestApplication application = CachingTestApplication.start(Repository.class, Settings.class);
    private final Repository repository = application.bean(Repository.class);
    private final DynamoCaches caches = application.bean(DynamoCaches.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        store.setRefusesEvictions(false);
        application.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Settings {

        @Bean
        CacheSettings users() {
            return CacheSettings.named("users")
                    .consistency(Consistency.EVENTUAL)
                    .build();
        }
    }

    static class Repository {

        private volatile String warmed = "";

        @DynamoCached(cache = "users", key = "#id")
        public String find(String id) {
            warmed = AskedLoad.asked();
            return AskedLoad.asked();
        }

        @DynamoCached(cache = "users", keys = "#ids")
        public Map<String, String> findAll(Collection<String> ids) {
            return ids.stream().collect(Collectors.toMap(id -> id, id -> AskedLoad.asked()));
        }

        @DynamoEvict(cache = "users", key = "#id")
        public void evict(String id) {}

        @DynamoEvict(cache = "users", keys = "#ids")
        public void evictAll(Collection<String> ids) {}

        @DynamoEvict(cache = "users", allEntries = true)
        public void clear() {}

        @DynamoPut(cache = "users", key = "#id", condition = "#result == null")
        public String put(String id) {
            return "put";
        }

        String warmed() {
            return warmed;
        }
    }

    private enum Reader {
        METHOD,
        BATCH,
        CODE,
        WARM_UP;

        String read(Repository repository, DynamoCaches caches) throws InterruptedException {
            return switch (this) {
                case METHOD -> repository.find(ID);
                case BATCH -> String.valueOf(repository.findAll(List.of(ID)).get(ID));
                case CODE ->
                    caches.cache("users")
                            .of(String.class)
                            .entry(ID)
                            .read(AskedLoad::asked)
                            .orElse("nothing");
                case WARM_UP -> {
                    WarmUpResult unused =
                            caches.warmUp(List.of(ID)).start(repository::find).await();
                    yield repository.warmed();
                }
            };
        }
    }

    private enum Writer {
        METHOD,
        BATCH,
        ALL_ENTRIES,
        PUT,
        CODE,
        ALL_IN_CODE;

        void write(Repository repository, DynamoCaches caches) {
            switch (this) {
                case METHOD -> repository.evict(ID);
                case BATCH -> repository.evictAll(List.of(ID));
                case ALL_ENTRIES -> repository.clear();
                case PUT -> assertThat(repository.put(ID)).isEqualTo("put");
                case CODE -> {
                    boolean unused =
                            caches.cache("users").of(String.class).entry(ID).evict();
                }
                default -> {
                    boolean unused = caches.cache("users").evictAll();
                }
            }
        }
    }

    static Stream<Arguments> doors() {
        return Arrays.stream(Reader.values())
                .flatMap(reader -> Arrays.stream(Writer.values()).map(writer -> Arguments.of(reader, writer)));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void keyOfPendingEvictionIsLoadedConsistentlyWithoutTheCache(Reader reader, Writer writer)
            throws InterruptedException {
        assertThat(reader.read(repository, caches)).isEqualTo("eventual");
        store.setRefusesEvictions(true);
        writer.write(repository, caches);
        int lookups = store.reads().size();

        assertThat(reader.read(repository, caches)).isEqualTo("consistent");
        assertThat(store.reads()).hasSize(lookups);

        store.setRefusesEvictions(false);
        await().until(() -> application
                        .bean(ReadThroughCaches.class)
                        .cache("users")
                        .outbox()
                        .queued()
                == 0);
        assertThat(reader.read(repository, caches)).isEqualTo("consistent");
        assertThat(store.reads()).hasSizeGreaterThan(lookups);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void eventualCacheReadsConsistentlySoonAfterAnyWrite(Reader reader, Writer writer) throws InterruptedException {
        assertThat(reader.read(repository, caches)).isEqualTo("eventual");
        writer.write(repository, caches);
        assertThat(reader.read(repository, caches)).isEqualTo("consistent");
    }
}
