package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.autoconfigure.MemberRepository.Card;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hits that are compared with DynamoDB Local, among them entries that somebody has changed in Redis by hand. */
class ShadowVerificationTests extends MembersFixture {

    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");
    private static final int OPERATIONS = 100_000;
    static final String[] EVERY_HIT = {
        "dynamocached.redis.evict-timeout=500ms",
        "dynamocached.defaults.fence=500ms",
        "dynamocached.defaults.shadow.sample-rate=1",
        "dynamocached.defaults.shadow.max-share=1",
        "dynamocached.defaults.shadow.concurrency=10"
    };

    private final LogCapture log = new LogCapture();

    @AfterEach
    void stopCapture() {
        log.close();
    }

    static class Results implements CacheListener {

        private final List<ShadowResult> results = new CopyOnWriteArrayList<>();

        @Override
        public void onShadow(String cacheName, ShadowResult result, Duration age) {
            results.add(result);
        }

        long count(ShadowResult result) {
            return results.stream().filter(result::equals).count();
        }
    }

    private interface Scenario {
        void play(MemberRepository members, Results results);
    }

    private void verify(Scenario scenario, String... properties) {
        application
                .withBean(Results.class)
                .withPropertyValues(EVERY_HIT)
                .withPropertyValues(properties)
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    MemberRepository members = context.getBean(MemberRepository.class);
                    members.table().createTable();
                    scenario.play(members, context.getBean(Results.class));
                });
    }

    private void plant(String id, String name) {
        assertThat(redis.execute("HSET", prefix + ":members:" + id, "name", name))
                .hasToString("0");
    }

    private static @Nullable String nameOf(MemberRepository members, String id) {
        return members.find(id).map(Member::getName).orElse(null);
    }

    private static @Nullable String nameOfCard(MemberRepository members, String id) {
        Card card = members.cards(List.of(id)).get(id);
        return card == null ? null : card.name();
    }

    @Test
    void entriesThatWereChangedByHandAreFoundCountedAndHealed() {
        verify(
                (members, results) -> {
                    for (String id : List.of("entity", "part", "batch", "right")) {
                        members.save(Member.of(id, "Ann"));
                        assertThat(nameOf(members, id)).isEqualTo("Ann");
                    }
                    assertThat(members.find("absent")).isEmpty();
                    plant("entity", "planted");
                    plant("part", "planted");
                    plant("batch", "planted");
                    members.table().putItem(Member.of("absent", "there"));
                    assertThat(nameOf(members, "entity")).isEqualTo("planted");
                    assertThat(members.card("part")).contains(new Card("planted", null, SINCE));
                    await().atMost(Duration.ofSeconds(30)).until(() -> {
                        assertThat(nameOf(members, "right")).isEqualTo("Ann");
                        boolean isHealed = "Ann".equals(nameOf(members, "entity"));
                        isHealed &= members.card("part").map(Card::name).equals(Optional.of("Ann"));
                        isHealed &= "Ann".equals(nameOfCard(members, "batch"));
                        isHealed &= "there".equals(nameOf(members, "absent"));
                        return isHealed;
                    });
                    assertThat(results.count(ShadowResult.WRONG)).isEqualTo(4);
                    assertThat(results.count(ShadowResult.RIGHT)).isPositive();
                    assertThat(results.results).doesNotContain(ShadowResult.INCOMPARABLE, ShadowResult.UNVERIFIABLE);
                },
                "dynamocached.defaults.shadow.heal=true");
        assertThat(log.text())
                .contains("shadow verification has found a value in cache 'members'")
                .doesNotContain("planted")
                .doesNotContain(":members:")
                .doesNotContain("'entity'");
    }

    /** A hundred thousand calls of threads that read, and write with an eviction, as fast as they can. */
    @Tag("full")
    @Test
    void writersThatEvictRaiseNoFalseAlarm() {
        verify(
                (members, results) -> {
                    List<Thread> threads = new CopyOnWriteArrayList<>();
                    AtomicInteger left = new AtomicInteger(OPERATIONS);
                    for (int i = 0; i < 6; i++) {
                        Thread thread = new Thread(() -> readAndWrite(members, left));
                        threads.add(thread);
                        thread.start();
                    }
                    threads.forEach(ShadowVerificationTests::join);
                    members.save(Member.of("last", "Ann"));
                    assertThat(nameOf(members, "last")).isEqualTo("Ann");
                    plant("last", "planted");
                    await().atMost(Duration.ofMinutes(1)).until(() -> {
                        assertThat(nameOf(members, "last")).isEqualTo("planted");
                        return results.count(ShadowResult.WRONG) > 0;
                    });
                    assertThat(results.count(ShadowResult.WRONG))
                            .as("the planted one, which is the last that was compared")
                            .isEqualTo(1);
                    assertThat(results.count(ShadowResult.RIGHT)).isGreaterThan(1_000);
                    assertThat(results.count(ShadowResult.CHANGED)).isPositive();
                },
                "dynamocached.caches.members.consistency=strict");
    }

    private static void readAndWrite(MemberRepository members, AtomicInteger left) {
        while (left.getAndDecrement() > 0) {
            String id = String.valueOf(ThreadLocalRandom.current().nextInt(10));
            switch (ThreadLocalRandom.current().nextInt(30)) {
                case 0 ->
                    members.save(Member.of(
                            id, String.valueOf(ThreadLocalRandom.current().nextInt())));
                case 1, 2 -> members.card(id);
                case 3, 4 -> members.cards(List.of(id, "none"));
                default -> members.find(id);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }
}
