package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.autoconfigure.AccountRepository.Booking;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A Boot application with an annotated repository and a Redis URL, on a real Redis. */
class EndToEndTests {

    private final RedisServer redis = SharedServers.redis();
    private final String prefix = "test-" + UUID.randomUUID();
    private final ApplicationContextRunner application = Applications.runner()
            .withBean(NotingListener.class)
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + prefix,
                    "dynamocached.defaults.hold-off=0s",
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s",
                    "ttl.of.short=200ms");

    static class NotingListener implements CacheListener {

        private final List<String> notes = new ArrayList<>();

        List<String> notes() {
            return notes;
        }

        @Override
        public void onRead(String cacheName, Outcome outcome) {
            notes.add(cacheName + " " + outcome.source());
        }

        @Override
        public void onEvict(String cacheName, boolean acknowledged) {
            notes.add(cacheName + (acknowledged ? " evicted" : " not evicted"));
        }
    }

    private interface Scenario {
        void play(AccountRepository repository, List<String> notes);
    }

    static class Labels implements AccountLabels {

        @Override
        public String label(String id) {
            return "label of " + id;
        }
    }

    private void play(Scenario scenario) {
        play(application, scenario);
    }

    private void play(ApplicationContextRunner configured, Scenario scenario) {
        configured.withBean(AccountRepository.class).run(context -> {
            LocalServers.awaitRedis(context);
            scenario.play(context.getBean(AccountRepository.class), context.getBean(NotingListener.class).notes);
        });
    }

    @Test
    void entityIsReadOnceAndAgainAfterItWasSaved() {
        play((repository, notes) -> {
            repository.save(Account.of("1", "Ann"));
            assertThat(repository.find("1")).contains(Account.of("1", "Ann"));
            assertThat(repository.find("1")).contains(Account.of("1", "Ann"));
            repository.save(Account.of("1", "Bob"));
            assertThat(repository.find("1")).contains(Account.of("1", "Bob"));
            assertThat(repository.calls()).containsExactly("find 1", "find 1");
            assertThat(notes)
                    .containsExactly(
                            "accounts evicted", "accounts MISS", "accounts HIT", "accounts evicted", "accounts MISS");
        });
    }

    @Test
    void allEntriesOfACacheAreEvictedAndThoseOfOthersStay() {
        play((repository, notes) -> {
            repository.saveAll(List.of(Account.of("1", "Ann"), Account.of("2", "Bob")));
            repository.find("1");
            repository.find("2");
            repository.label("1");
            repository.saveAll(List.of(Account.of("1", "Eve")));
            assertThat(repository.find("1")).contains(Account.of("1", "Eve"));
            assertThat(repository.find("2")).isEmpty();
            repository.label("1");
            assertThat(repository.calls()).containsExactly("find 1", "find 2", "label 1", "find 1", "find 2");
        });
    }

    @Test
    void entityIsStoredAttributeByAttributeInOneHash() {
        play((repository, notes) -> {
            repository.save(Account.of("1", "Ann"));
            repository.find("1");
            assertThat(redis.execute("HGET", prefix + ":accounts:1", "name")).isEqualTo("Ann");
        });
    }

    @Test
    void deletedKeyIsAnEviction() {
        play((repository, notes) -> {
            repository.find("1");
            redis.execute("DEL", prefix + ":accounts:1");
            repository.find("1");
            repository.find("1");
            assertThat(repository.calls()).hasSize(2);
        });
    }

    @Test
    void absenceIsCachedAsEmptyOptionalAndAsNull() {
        play((repository, notes) -> {
            assertThat(repository.find("none")).isEmpty();
            assertThat(repository.find("none")).isEmpty();
            assertThat(repository.name("none")).isNull();
            assertThat(repository.name("none")).isNull();
            assertThat(repository.calls()).containsExactly("find none", "name none", "find none");
        });
    }

    @Test
    void listsOfRecordsAreVariantsOfTheirKeyAndDieWithIt() {
        play((repository, notes) -> {
            Booking first = new Booking("1", 100, null);
            Booking second = new Booking("1", -1, "fee");
            repository.book(first);
            repository.lastBookings("1", 5);
            repository.lastBookings("1", 1);
            assertThat(repository.lastBookings("1", 5)).containsExactly(first);
            assertThat(repository.calls()).hasSize(2);
            repository.book(second);
            assertThat(repository.lastBookings("1", 5)).containsExactly(first, second);
            assertThat(repository.lastBookings("1", 1)).containsExactly(first);
            assertThat(repository.calls()).hasSize(4);
        });
    }

    @Test
    void unlessPreventsThatAResultIsStored() {
        play((repository, notes) -> {
            assertThat(repository.count("1")).isZero();
            assertThat(repository.count("1")).isZero();
            repository.book(new Booking("2", 100, null));
            assertThat(repository.count("2")).isEqualTo(1);
            assertThat(repository.count("2")).isEqualTo(1);
            assertThat(repository.calls()).hasSize(3);
        });
    }

    @Test
    void conditionBypassesTheCache() {
        play((repository, notes) -> {
            repository.conditional("1", false);
            repository.conditional("1", true);
            repository.conditional("1", false);
            assertThat(notes).containsExactly("conditional MISS", "conditional BYPASS", "conditional HIT");
        });
    }

    @Test
    void ttlOfTheAnnotationEndsAnEntry() {
        play((repository, notes) -> {
            repository.shortLived("1");
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                repository.shortLived("1");
                return repository.calls().size() > 1;
            });
            assertThat(notes).startsWith("shortLived MISS").endsWith("shortLived MISS");
        });
    }

    @Test
    void metaAnnotationCaches() {
        play((repository, notes) -> {
            repository.summary("1");
            repository.summary("1");
            repository.summary("long id");
            repository.summary("long id");
            assertThat(repository.calls()).containsExactly("summary 1", "summary long id", "summary long id");
        });
    }

    @Test
    void proxyOfAnInterfaceCaches() {
        ApplicationContextRunner configured =
                application.withBean(Labels.class).withPropertyValues("spring.aop.proxy-target-class=false");
        configured.run(context -> {
            LocalServers.awaitRedis(context);
            AccountLabels labels = context.getBean(AccountLabels.class);
            assertThat(AopUtils.isJdkDynamicProxy(labels)).isTrue();
            assertThat(labels.label("1")).isEqualTo("label of 1");
            assertThat(labels.label("1")).isEqualTo("label of 1");
            assertThat(context.getBean(NotingListener.class).notes).containsExactly("labels MISS", "labels HIT");
        });
    }

    @Test
    void proxyOfAClassHonoursTheAnnotationOfItsInterface() {
        play((repository, notes) -> {
            repository.label("1");
            repository.label("1");
            assertThat(AopUtils.isCglibProxy(repository)).isTrue();
            assertThat(repository.calls()).containsExactly("label 1");
        });
    }

    @Test
    void switchedOffItReadsAndFillsNothingAndStillEvicts() {
        play((repository, notes) -> repository.find("1"));
        assertThat(redis.execute("EXISTS", prefix + ":accounts:1")).isEqualTo(1L);
        play(application.withPropertyValues("dynamocached.enabled=false"), (repository, notes) -> {
            repository.find("1");
            repository.find("1");
            repository.name("1");
            assertThat(repository.calls()).hasSize(4);
            assertThat(redis.execute("EXISTS", prefix + ":names:1")).isEqualTo(0L);
            repository.save(Account.of("1", "Ann"));
            assertThat(redis.execute("EXISTS", prefix + ":accounts:1")).isEqualTo(0L);
        });
        play((repository, notes) -> repository.find("2"));
        assertThat(redis.execute("EXISTS", prefix + ":accounts:2")).isEqualTo(1L);
        play(application.withPropertyValues("dynamocached.enabled=false"), (repository, notes) -> {
            repository.saveAll(List.of());
            assertThat(redis.execute("EXISTS", prefix + ":accounts:2")).isEqualTo(0L);
        });
    }

    @Test
    void nodesShareWhatOneOfThemRead() {
        play((repository, notes) -> {
            repository.save(Account.of("1", "Ann"));
            repository.find("1");
        });
        play((repository, notes) -> {
            assertThat(repository.find("1")).contains(Account.of("1", "Ann"));
            assertThat(repository.calls()).isEmpty();
        });
    }
}
