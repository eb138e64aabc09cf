package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Items with an end of their own, on a real Redis and DynamoDB Local. */
class ItemTimeToLiveTests extends MembersFixture {

    private static final String ATTRIBUTE = "dynamocached.caches.members.time-to-live-attribute=";
    private static final Duration FIVE_YEARS = Duration.ofDays(1826);

    ItemTimeToLiveTests() {
        super(ATTRIBUTE + "expires-at");
    }

    /** Seconds of the server's clock. */
    private long now() {
        List<?> time = (List<?>) Objects.requireNonNull(redis.execute("TIME"));
        return Long.parseLong(String.valueOf(time.get(0)));
    }

    private static Member ending(String id, long seconds) {
        Member member = Member.of(id, "Ann");
        member.setExpires(seconds);
        return member;
    }

    private String[] stamp(String key, String field) {
        return String.valueOf(redis.execute("HGET", prefix + ":members:" + key, field))
                .split(" ", -1);
    }

    private long endOfFreshness(String key, String field) {
        String[] stamp = stamp(key, field);
        return Long.parseLong(stamp[1]) + Long.parseLong(stamp[2]);
    }

    @Test
    void entryEndsWithItsItemAndTheItemIsAbsentFromThenOn() {
        play((members, notes) -> {
            long end = now() + 3;
            members.table().putItem(ending("1", end));
            assertThat(members.find("1")).isPresent();
            assertThat(endOfFreshness("1", "@x")).isEqualTo(end * 1000);
            await().until(() -> members.find("1").isEmpty());
            assertThat(now()).isGreaterThanOrEqualTo(end);
            assertThat(members.calls()).containsExactly("find", "find");
            assertThat(members.find("1")).isEmpty();
            assertThat(members.card("1")).isEmpty();
            assertThat(members.calls()).containsExactly("find", "find");
        });
    }

    @Test
    void itemPastItsEndIsAbsentForEveryLoad() {
        play((members, notes) -> {
            members.table().putItem(ending("1", now() - 10));
            assertThat(members.find("1")).isEmpty();
            assertThat(members.find("1")).isEmpty();
            assertThat(members.calls()).containsExactly("find");
            assertThat(notes).containsExactly("members MISS", "members HIT");
            members.save(ending("1", now() + 1000));
            assertThat(members.find("1")).isPresent();
        });
    }

    @Test
    void itemPastItsEndIsAbsentAlsoWhereAbsencesAreNotStored() {
        play(
                (members, notes) -> {
                    members.table().putItem(ending("1", now() - 10));
                    assertThat(members.find("1")).isEmpty();
                    assertThat(redis.execute("EXISTS", prefix + ":members:1")).isEqualTo(0L);
                },
                "dynamocached.defaults.negative-ttl=0s");
    }

    @Test
    void whatDynamoDbDoesNotTakeForAnEndIsNone() {
        play((members, notes) -> {
            members.table().putItem(Member.of("1", "Ann"));
            members.table().putItem(ending("2", now() - FIVE_YEARS.toSeconds() - 100));
            members.table().putItem(ending("3", now() * 1000));
            for (String id : List.of("1", "2", "3")) {
                assertThat(members.find(id)).isPresent();
                String[] stamp = stamp(id, "@x");
                assertThat(Stream.of(2, 3, 4)
                                .mapToLong(word -> Long.parseLong(stamp[word]))
                                .sum())
                        .isEqualTo(300_000);
            }
        });
    }

    @Test
    void listEndsWithTheNextOfItsItems() {
        play((members, notes) -> {
            long end = now() + 100;
            members.table().putItem(ending("1", end));
            members.table().putItem(ending("2", end + 20));
            members.table().putItem(ending("3", now() - 10));
            assertThat(members.all("list")).hasSize(3);
            String field = ((List<?>) Objects.requireNonNull(redis.execute("HKEYS", prefix + ":members:list")))
                    .stream()
                            .map(String::valueOf)
                            .filter(name -> name.startsWith("@x"))
                            .findFirst()
                            .orElseThrow();
            assertThat(endOfFreshness("list", field)).isEqualTo(end * 1000);
            assertThat(members.all("list")).hasSize(3);
            assertThat(members.calls()).containsExactly("all");
        });
    }

    @Test
    void withoutRedisTheItemIsReturnedAsDynamoDbReturnsIt() {
        application
                .withPropertyValues("spring.data.redis.url=redis://127.0.0.1:1")
                .run(context -> {
                    MemberRepository members = context.getBean(MemberRepository.class);
                    members.table().createTable();
                    members.table().putItem(ending("1", now() - 10));
                    assertThat(members.find("1")).isPresent();
                });
    }

    private String problemWith(String attribute) {
        StringBuilder message = new StringBuilder();
        application
                .withPropertyValues(ATTRIBUTE + attribute)
                .run(context -> message.append(
                        Objects.requireNonNull(context.getStartupFailure()).getMessage()));
        return message.toString();
    }

    @Test
    void attributeThatTheEntityDoesNotHaveIsRefused() {
        String member = Member.class.getName();
        assertThat(problemWith("expires_at").lines())
                .containsExactly(
                        "@DynamoCached on MemberRepository.all(String): the time-to-live-attribute 'expires_at' of"
                                + " its cache 'members' is not an attribute of " + member
                                + ". Set it to 'expires-at', or leave it empty for this cache.",
                        "@DynamoCached on MemberRepository.find(String): the time-to-live-attribute 'expires_at' of"
                                + " its cache 'members' is not an attribute of " + member
                                + ". Set it to 'expires-at', or leave it empty for this cache.");
        assertThat(problemWith("whatever"))
                .contains("is not an attribute of " + member
                        + ". Set it to one of e-mail, expires-at, id, name, since, or leave it empty for this cache.");
    }

    @Test
    void attributeThatIsNoNumberIsRefused() {
        assertThat(problemWith("since"))
                .endsWith("@DynamoCached on MemberRepository.find(String): the time-to-live-attribute 'since' of its"
                        + " cache 'members' is not a number in " + Member.class.getName()
                        + ". DynamoDB requires a number of seconds as time to live. Set it to another"
                        + " attribute, or leave it empty for this cache.");
    }

    @Test
    void emptyAttributeIsNone() {
        play(
                (members, notes) -> {
                    members.table().putItem(ending("1", now() - 10));
                    assertThat(members.find("1")).isPresent();
                },
                ATTRIBUTE);
    }
}
