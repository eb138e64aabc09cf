package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.RespConnection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A node that follows a stream leaves nothing outdated, whatever Redis loses, and when the table gets another stream. */
@Tag("full")
class StreamOutageTests {

    private final StreamFaults faults = new StreamFaults();

    @AfterEach
    void close() {
        faults.close();
    }

    @Test
    void writesDuringAMinuteWithoutRedisAreFollowedAfterIt() throws Exception {
        faults.node().follow();
        faults.cache("first");
        faults.redis().pause();
        faults.table().put(faults.id(), "second");
        TimeUnit.MINUTES.sleep(1);
        faults.redis().resume();
        faults.assertSeenForGood("second");
    }

    @Test
    void writesAroundARestartOfRedisAreFollowed() {
        faults.node().follow();
        faults.cache("first");
        faults.redis().kill();
        faults.table().put(faults.id(), "second");
        faults.redis().restart();
        faults.assertSeenForGood("second");
        faults.table().put(faults.id(), "third");
        faults.assertSeenForGood("third");
    }

    @Test
    void leaderOfAFlushedRedisEvictsEverythingOnceMore() {
        faults.node().follow();
        faults.redis().execute("FLUSHALL");
        faults.cache("first");
        faults.table().put(faults.id(), "second");
        faults.assertSeenForGood("second");
        await().atMost(StreamFaults.PATIENCE).until(() -> faults.node().sweeps() == 2);
    }

    /** Nobody follows the stream when the value is written, and nobody knows where to go on. */
    @Test
    void nodeThatFindsAFlushedRedisTrustsNothingThatIsCached() throws Exception {
        try (ChildJvm leader = faults.follower(5)) {
            StreamFaults.kill(leader);
        }
        faults.redis().execute("FLUSHALL");
        faults.cache("first");
        faults.table().put(faults.id(), "second");
        faults.assertSeenForGood("first");

        faults.node().follow();

        faults.assertSeenForGood("second");
    }

    @Test
    void evictionThatAFailoverLosesIsRepeatedByTheNextLeader() throws Exception {
        leadUntilAFailoverLosesItsEviction(60);
        faults.assertSeenForGood("second");
        assertThat(faults.node().sweeps()).isZero();
    }

    @Test
    void withoutTheMinuteOfPositionsItIsNot() throws Exception {
        leadUntilAFailoverLosesItsEviction(0);
        faults.assertSeenForGood("first");
        assertThat(faults.node().sweeps()).isZero();
    }

    /**
     * The primary that holds the entry is replaced by a replica that has not got the eviction. What leaders keep is on another
     * primary. The leader dies before it repeats the eviction, and the next one leads.
     */
    private void leadUntilAFailoverLosesItsEviction(int overlap) throws Exception {
        try (ChildJvm leader = faults.follower(overlap);
                RespConnection connection = faults.redis().connect()) {
            faults.cache("first");
            String entry = "dynamocached:users:" + faults.id();
            byte[] before = Objects.requireNonNull(connection.executeForBytes("DUMP", entry));
            faults.table().put(faults.id(), "second");
            await().atMost(StreamFaults.PATIENCE).until(() -> faults.read().equals("second"));
            awaitRenewal();
            awaitRenewal();
            StreamFaults.kill(leader);
            connection.execute("RESTORE", entry, "3600000", before, "REPLACE");
        }
        assertThat(faults.read()).isEqualTo("first");
        faults.node().start();
        await().atMost(StreamFaults.PATIENCE).until(faults.node()::isSettled);
    }

    /** With each renewal, the leader keeps the positions that are old enough. */
    private void awaitRenewal() {
        String lease = "dynamocached:@lead:streams." + faults.table().name();
        Object end = faults.redis().execute("HGET", lease, "@d");
        await().atMost(StreamFaults.PATIENCE)
                .until(() -> !Objects.equals(end, faults.redis().execute("HGET", lease, "@d")));
    }

    @Test
    void anotherStreamOfTheTableIsFollowedOn() {
        faults.node().follow();
        faults.cache("first");
        faults.table()
                .client()
                .updateTable(change -> change.tableName(faults.table().name())
                        .streamSpecification(stream -> stream.streamEnabled(false)));
        faults.table().put(faults.id(), "second");
        faults.table()
                .client()
                .updateTable(change -> change.tableName(faults.table().name())
                        .streamSpecification(
                                stream -> stream.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));
        faults.assertSeenForGood("second");
        faults.table().put(faults.id(), "third");
        faults.assertSeenForGood("third");
        assertThat(faults.node().sweeps()).isEqualTo(2);
    }
}
