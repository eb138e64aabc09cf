package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.Database;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.layout.KeyNames;
import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.store.Slot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves behind that is killed with SIGKILL: nothing that lasts, and nobody who waits for ever. */
@Tag("full")
class KilledProcessTests {

    private static final int CALLERS = 20;
    private static final int COMMANDS = 2_000;

    private final Slot slot = StuckProcess.slotOf("user1");
    private final Database database = new Database("value");

    @Test
    void callersOfAnotherProcessGoOnWhenLeaseOfKilledLoaderIsOverAndLoadOnce() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisConnection connection = Connections.ready(Connections.open(server));
                Node node =
                        Node.on(new RedisEntryStore(connection), new RedisLoadLock(connection), StuckProcess.SETTINGS);
                ChildJvm loader = ChildJvm.running(StuckProcess.class, String.valueOf(server.port()), "user1")) {
            assertThat(loader.nextLine()).isEqualTo("loading");
            long leaseEnds = number(server, KeyNames.lease(slot.variant()), 1);
            kill(loader);
            assertThat(LivesOfKeys.on(server))
                    .containsOnlyKeys("dynamocached:users:user1", "dynamocached:@lock:users:user1:Text")
                    .allSatisfy((key, life) -> assertThat(life).isPositive());

            assertAllAreServedBy(node);

            assertThat(database.loads()).isEqualTo(1);
            assertThat(number(server, KeyNames.stamp(slot.variant()), 1))
                    .isBetween(
                            leaseEnds,
                            leaseEnds + StuckProcess.SETTINGS.lockLease().toMillis());
            assertThat(LivesOfKeys.on(server))
                    .containsKey("dynamocached:users:user1")
                    .allSatisfy((key, life) -> assertThat(life).isPositive());
        }
    }

    @Test
    void everyKeyOfProcessKilledAtWorkGoesByItself(@TempDir Path folder) throws Exception {
        try (RedisServer server = RedisServer.start();
                ChildJvm worker = HistoryRun.process(
                        server.port(), "killed", HistoryRun.Nodes.WHOLE, 1_000_000, 1, folder.resolve("history"))) {
            assertThat(worker.nextLine()).isEqualTo("ready");
            worker.say("go");
            await().until(() -> RedisOperations.commandsOf(server).getOrDefault("evalsha", 0) > COMMANDS);
            kill(worker);
            Map<String, Long> left = LivesOfKeys.on(server);
            assertThat(left)
                    .isNotEmpty()
                    .allSatisfy((key, life) -> assertThat(life).isPositive());
            await().until(() -> LivesOfKeys.on(server).isEmpty());
        }
    }

    @Test
    void valueThatAKilledProcessHadToEvictIsSeenNoLongerThanItsEntryLives() throws Exception {
        try (RedisServer server = RedisServer.start();
                RecordingRelay cable = new RecordingRelay(server.port());
                RedisConnection connection = Connections.ready(Connections.open(server));
                Node reader =
                        Node.on(new RedisEntryStore(connection), new RedisLoadLock(connection), OwingProcess.SETTINGS);
                ChildJvm writer = ChildJvm.running(OwingProcess.class, String.valueOf(cable.port()))) {
            assertThat(writer.nextLine()).isEqualTo("ready");
            await().until(() -> reader.read(slot, database::load).source() == Outcome.Source.HIT);
            cable.cut();
            database.write("changed");
            writer.say("user1");
            assertThat(writer.nextLine()).isEqualTo("false, owes 1");
            kill(writer);

            assertThat(reader.read(slot, database::load).value()).isEqualTo("value");
            assertOldValueGoesWithItsEntry(server, reader);
        }
    }

    private void assertOldValueGoesWithItsEntry(RedisServer server, Node reader) {
        String entry = RedisStoreFixture.nameOf(slot.key());
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Long life = LivesOfKeys.on(server).get(entry);
            Object seen = reader.read(slot, database::load).value();
            if (life == null) {
                assertThat(seen).isEqualTo("changed");
            } else {
                assertThat(life).isBetween(1L, OwingProcess.SETTINGS.ttl().toMillis());
            }
            return "changed".equals(seen);
        });
    }

    private void assertAllAreServedBy(Node node) {
        List<CompletableFuture<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(node.readElsewhere(slot, database::load));
        }
        assertThat(calls).allSatisfy(call -> assertThat(await(call).value()).isEqualTo("value"));
    }

    private static void kill(ChildJvm child) throws InterruptedException {
        child.close();
        child.process().waitFor();
    }

    private long number(RedisServer server, String field, int word) {
        String text = (String) server.execute("HGET", RedisStoreFixture.nameOf(slot.key()), field);
        return Long.parseLong(Objects.requireNonNull(text).split(" ", -1)[word]);
    }
}
