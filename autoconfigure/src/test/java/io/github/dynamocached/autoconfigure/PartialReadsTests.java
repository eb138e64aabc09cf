package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.autoconfigure.MemberRepository.Card;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Reads of some attributes of an entity, on a real Redis and DynamoDB Local. */
class PartialReadsTests extends MembersFixture {

    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");

    private final String key = prefix + ":members:1";

    @Override
    void play(BiConsumer<MemberRepository, List<String>> scenario, String... properties) {
        super.play(
                (members, notes) -> {
                    members.save(Member.of("1", "Ann"));
                    notes.clear();
                    scenario.accept(members, notes);
                },
                properties);
    }

    private List<String> fields() {
        List<?> names = (List<?>) Objects.requireNonNull(redis.execute("HKEYS", key));
        return names.stream().map(String::valueOf).sorted().toList();
    }

    @Test
    void entryOfTheEntityAnswers() {
        play((members, notes) -> {
            assertThat(members.find("1")).isPresent();
            assertThat(members.card("1")).contains(new Card("Ann", null, SINCE));
            assertThat(members.calls()).containsExactly("find");
            assertThat(notes).containsExactly("members MISS", "members HIT");
        });
    }

    @Test
    void entriesOfEntitiesAnswerWhereManyAreReadAtOnce() {
        play((members, notes) -> {
            members.save(Member.of("2", "Bob"));
            members.save(Member.of("3", "Cid"));
            assertThat(members.find("1")).isPresent();
            assertThat(members.card("2")).isPresent();
            assertThat(members.cards(List.of("1", "2", "3", "none")))
                    .containsOnlyKeys("1", "2", "3")
                    .containsEntry("1", new Card("Ann", null, SINCE))
                    .containsEntry("3", new Card("Cid", null, SINCE));
            assertThat(members.calls()).containsExactly("find", "card", "cards [3, none]");
            assertThat(members.cards(List.of("3", "2", "1", "none"))).hasSize(3);
            assertThat(members.card("3")).isPresent();
            assertThat(members.calls()).hasSize(3);
        });
    }

    @Test
    void resultsOfItsOwnAnswerWithoutTheEntity() {
        play((members, notes) -> {
            assertThat(members.card("1")).contains(new Card("Ann", null, SINCE));
            assertThat(members.card("1")).contains(new Card("Ann", null, SINCE));
            assertThat(members.calls()).containsExactly("card");
            assertThat(notes).containsExactly("members MISS", "members HIT");
            assertThat(fields()).hasSize(2).allMatch(field -> field.matches("@[vx]:Card-[\\w-]{6}"));
        });
    }

    @Test
    void evictionByTheKeyOfTheEntityDropsBoth() {
        play((members, notes) -> {
            members.card("1");
            members.find("1");
            assertThat(fields()).hasSize(6);
            members.save(Member.of("1", "Bob"));
            assertThat(fields()).isEmpty();
            assertThat(members.card("1")).contains(new Card("Bob", null, SINCE));
            assertThat(members.calls()).containsExactly("card", "find", "card");
        });
    }

    @Test
    void evictedEntryIsAMissAndNoEmptyObject() {
        play((members, notes) -> {
            members.find("1");
            redis.execute("DEL", key);
            assertThat(members.card("1")).contains(new Card("Ann", null, SINCE));
            assertThat(notes).containsExactly("members MISS", "members MISS");
        });
    }

    @Test
    void cachedAbsenceOfTheEntityIsThatOfItsPart() {
        play((members, notes) -> {
            assertThat(members.find("none")).isEmpty();
            assertThat(members.card("none")).isEmpty();
            assertThat(members.calls()).containsExactly("find");
        });
    }

    @Test
    void staleEntityAnswersAndAsksForAnEntryOfItsOwn() {
        play(
                (members, notes) -> {
                    members.find("1");
                    members.table().putItem(Member.of("1", "Bob"));
                    await().until(() -> {
                        assertThat(members.card("1")).isPresent();
                        return notes.contains("members STALE");
                    });
                    await().until(() -> members.card("1").equals(Optional.of(new Card("Bob", null, SINCE))));
                    assertThat(members.calls()).containsOnly("find", "card").containsOnlyOnce("find");
                    assertThat(fields()).anyMatch(field -> field.startsWith("@v:Card-"));
                },
                "dynamocached.caches.members.ttl=300ms",
                "dynamocached.caches.members.stale-while-revalidate=10m");
    }

    @Test
    void expiredEntityAnswersAnOutage() {
        play(
                (members, notes) -> {
                    members.find("1");
                    members.setAway(true);
                    await().until(() -> {
                        assertThat(members.card("1")).contains(new Card("Ann", null, SINCE));
                        return members.calls().contains("card");
                    });
                    assertThat(notes.get(notes.size() - 1)).isEqualTo("members STALE");
                    redis.execute("DEL", key);
                    assertThatThrownBy(() -> members.card("1")).isInstanceOf(SdkClientException.class);
                },
                "dynamocached.caches.members.ttl=300ms",
                "dynamocached.caches.members.stale-if-error=10m");
    }

    @Test
    void entityOfAnotherSchemaDoesNotAnswer() {
        play((members, notes) -> {
            members.find("1");
            String[] stamp = String.valueOf(redis.execute("HGET", key, "@x")).split(" ", -1);
            stamp[5] = "another1";
            redis.execute("HSET", key, "@x", String.join(" ", stamp));
            assertThat(members.card("1")).contains(new Card("Ann", null, SINCE));
            assertThat(members.card("1")).contains(new Card("Ann", null, SINCE));
            assertThat(members.calls()).containsExactly("find", "card");
        });
    }

    @Test
    void spoiltAttributeOfTheEntityIsAMiss() {
        play((members, notes) -> {
            members.find("1");
            redis.execute("HSET", key, "since", "never");
            assertThat(members.card("1")).contains(new Card("Ann", null, SINCE));
            assertThat(members.calls()).containsExactly("find", "card");
        });
    }
}
