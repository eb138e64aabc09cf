package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.DynamoDbServer;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A node that follows a stream leaves nothing outdated in a real Redis, whoever dies, and whatever Redis loses. */
@Tag("full")
class StreamFaultsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REST = Duration.ofSeconds(3);
    private static final int OVERLAP = 5;
    private static final StreamTimes TIMES = StreamTimes.DEFAULT.withOverlap(Duration.ofSeconds(OVERLAP));

    private final DynamoDbServer dynamoDb = SharedServers.dynamoDb();
    private final RedisServer redis = RedisServer.start();
    private final MembersTable table = new MembersTable(dynamoDb, StreamViewType.KEYS_ONLY);
    private final FollowingNode node = node();
    private final String id = "m-" + UUID.randomUUID();

    @AfterEach
    void close() {
        node.close();
        table.close();
        redis.close();
    }

    private FollowingNode node() {
        return new FollowingNode(dynamoDb.endpoint(), redis.port(), table.name(), TIMES);
    }

    private String stored(String member) {
        return Objects.requireNonNull(table.client()
                        .getItem(get -> get.tableName(table.name())
                                .key(MembersTable.key(member))
                                .consistentRead(true))
                        .item()
                        .get("email"))
                .s();
    }

    private String read(String member) {
        return node.read(member, () -> stored(member));
    }

    /** A value is cached, after everything that evicts it now is over. */
    private void cache(String member, String email) {
        table.put(member, email);
        await().atMost(PATIENCE).until(() -> read(member).equals(email));
        await().during(REST).atMost(PATIENCE).until(() -> read(member).equals(email) && isCached(member));
    }

    private static String nameOf(String member) {
        return "dynamocached:users:" + member;
    }

    private boolean isCached(String member) {
        return read(member).equals(node.read(member, () -> "loaded"));
    }

    private void assertSeenForGood(String member, String email) {
        await().atMost(PATIENCE).until(() -> read(member).equals(email));
        await().during(REST).atMost(PATIENCE).until(() -> read(member).equals(email));
    }

    private ChildJvm follower(int overlap) throws IOException {
        ChildJvm child = ChildJvm.running(
                FollowingProcess.class,
                dynamoDb.endpoint().toString(),
                String.valueOf(redis.port()),
                table.name(),
                String.valueOf(overlap));
        assertThat(child.nextLine()).isEqualTo("leads");
        return child;
    }

    private static void kill(ChildJvm child) throws InterruptedException {
        child.close();
        child.process().waitFor();
    }

    private void writeElsewhere(String email) throws Exception {
        try (ChildJvm writer =
                ChildJvm.running(WritingProcess.class, dynamoDb.endpoint().toString(), table.name(), id, email)) {
            assertThat(writer.nextLine()).isEqualTo("written");
        }
    }

    /** A node of the application dies with SIGKILL after its write. Its eviction would have been next. */
    private void writeAndDie(String email) throws Exception {
        ChildJvm writer = ChildJvm.running(
                WritingProcess.class,
                dynamoDb.endpoint().toString(),
                table.name(),
                id,
                email,
                String.valueOf(redis.port()));
        assertThat(writer.nextLine()).isEqualTo("written");
        kill(writer);
    }

    @Test
    void writeOfAProcessWithoutTheLibraryIsFollowed() throws Exception {
        node.follow();
        cache(id, "first");
        writeElsewhere("second");
        assertSeenForGood(id, "second");
    }

    @Test
    void withoutTheStreamItIsNot() throws Exception {
        cache(id, "first");
        writeElsewhere("second");
        assertThat(stored(id)).isEqualTo("second");
        assertSeenForGood(id, "first");
    }

    @Test
    void writeWhoseProcessIsKilledBeforeItEvictsIsFollowed() throws Exception {
        node.follow();
        cache(id, "first");
        writeAndDie("second");
        assertSeenForGood(id, "second");
    }

    @Test
    void batchWhoseLeaderIsKilledInItsMiddleIsEvictedByTheNextOne() throws Exception {
        List<String> members =
                IntStream.range(0, 300).mapToObj(i -> id + "-" + i).toList();
        try (ChildJvm leader = follower(OVERLAP)) {
            members.forEach(member -> table.put(member, "first"));
            members.subList(1, 300).forEach(this::read);
            cache(members.get(0), "first");
            leader.say("150");
            assertThat(leader.nextLine()).isEqualTo("armed");
            members.forEach(member -> table.put(member, "second"));
            assertThat(leader.nextLine()).isEqualTo("middle");
            kill(leader);
        }
        assertThat(members).extracting(this::read).contains("first", "second");

        node.start();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(members).extracting(this::read).containsOnly("second"));
        assertThat(node.sweeps()).isZero();
    }
}
