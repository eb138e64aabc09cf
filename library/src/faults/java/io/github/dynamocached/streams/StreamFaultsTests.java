package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.servers.ChildJvm;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that follows a stream leaves nothing outdated in a real Redis, whichever process dies, and whatever Redis loses. */
@Tag("full")
class StreamFaultsTests {

    private final StreamFaults faults = new StreamFaults();

    @AfterEach
    void close() {
        faults.close();
    }

    private void writeElsewhere(String email) throws Exception {
        try (ChildJvm writer = ChildJvm.running(
                WritingProcess.class,
                faults.dynamoDb().endpoint().toString(),
                faults.table().name(),
                faults.id(),
                email)) {
            assertThat(writer.nextLine()).isEqualTo("written");
        }
    }

    /** A node of the application dies with SIGKILL after its write. Its eviction would have been next. */
    private void writeAndDie(String email) throws Exception {
        ChildJvm writer = ChildJvm.running(
                WritingProcess.class,
                faults.dynamoDb().endpoint().toString(),
                faults.table().name(),
                faults.id(),
                email,
                String.valueOf(faults.redis().port()));
        assertThat(writer.nextLine()).isEqualTo("written");
        StreamFaults.kill(writer);
    }

    @Test
    void writeOfAProcessWithoutTheLibraryIsFollowed() throws Exception {
        faults.node().follow();
        faults.cache("first");
        writeElsewhere("second");
        faults.assertSeenForGood("second");
    }

    @Test
    void writeWhoseProcessIsKilledBeforeItEvictsIsFollowed() throws Exception {
        faults.node().follow();
        faults.cache("first");
        writeAndDie("second");
        faults.assertSeenForGood("second");
    }

    @Test
    void withoutTheStreamNeitherIs() throws Exception {
        faults.cache("first");
        writeElsewhere("second");
        writeAndDie("third");
        assertThat(faults.stored(faults.id())).isEqualTo("third");
        faults.assertSeenForGood("first");
    }

    @Test
    void batchWhoseLeaderIsKilledInItsMiddleIsEvictedByTheNextOne() throws Exception {
        List<String> members =
                IntStream.range(0, 300).mapToObj(i -> faults.id() + "-" + i).toList();
        try (ChildJvm leader = faults.follower(5)) {
            members.forEach(member -> faults.table().put(member, "first"));
            members.forEach(faults::read);
            await().during(StreamFaults.REST)
                    .atMost(StreamFaults.PATIENCE)
                    .until(() -> members.stream().allMatch(faults::isCached));
            leader.say("150");
            assertThat(leader.nextLine()).isEqualTo("armed");
            members.forEach(member -> faults.table().put(member, "second"));
            assertThat(leader.nextLine()).isEqualTo("middle");
            StreamFaults.kill(leader);
        }
        assertThat(members).extracting(faults::read).contains("first", "second");

        faults.node().start();

        await().atMost(StreamFaults.PATIENCE)
                .untilAsserted(
                        () -> assertThat(members).extracting(faults::read).containsOnly("second"));
        assertThat(faults.node().sweeps()).isZero();
    }
}
