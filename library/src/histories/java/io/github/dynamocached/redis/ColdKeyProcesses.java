package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Several processes that read one cold key after the other at the same time. */
final class ColdKeyProcesses implements AutoCloseable {

    private final List<ChildJvm> children = new ArrayList<>();

    /** Starts processes of so many threads each, whose loads take so long, and fail or not. */
    static ColdKeyProcesses start(int processes, int threads, long loadMillis, boolean fails) throws IOException {
        ColdKeyProcesses started = new ColdKeyProcesses();
        for (int i = 0; i < processes; i++) {
            started.children.add(ChildJvm.running(
                    ColdKeyProcess.class,
                    String.valueOf(SharedServers.redis().port()),
                    String.valueOf(threads),
                    String.valueOf(loadMillis),
                    String.valueOf(fails)));
        }
        for (ChildJvm child : started.children) {
            assertThat(child.nextLine()).isEqualTo("ready");
        }
        return started;
    }

    /** Rounds one after the other, each with a key of its own. */
    List<ColdRound> rounds(int number) throws IOException {
        List<ColdRound> rounds = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            rounds.add(round());
        }
        return rounds;
    }

    private ColdRound round() throws IOException {
        String key = UUID.randomUUID().toString();
        children.forEach(child -> child.say(key));
        ColdRound all = ColdRound.NONE;
        for (ChildJvm child : children) {
            all = all.with(ColdRound.parse(Objects.requireNonNull(child.nextLine())));
        }
        return all;
    }

    @Override
    public void close() {
        children.forEach(ChildJvm::close);
    }
}
