package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A stampede on JVMs without time: two processes that have read nothing yet, of 100 threads each, want one cold key, while
 * busy loops take all cores. Redis answers, but the answers are read late: event loops and callers wait for a processor.
 */
@Tag("full")
class ColdJvmTests {

    private static final int ROUNDS = Integer.getInteger("dynamocached.cold-rounds", 20);
    private static final int THREADS = 100;
    private static final int LOAD_MILLIS = 20;
    private static final int MOST_LOADS = 3;

    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void stop() {
        over.set(true);
    }

    @Test
    void coldKeyIsLoadedThreeTimesAtMostBesideBusyLoops() throws IOException {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread busy = new Thread(this::takeACore);
            busy.setDaemon(true);
            busy.start();
        }
        List<Integer> loads = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            loads.add(round());
        }
        System.out.println("Cold key, two cold JVMs of " + THREADS + " threads beside busy loops: loads " + loads);
        assertThat(loads).allSatisfy(number -> assertThat(number).isBetween(1, MOST_LOADS));
    }

    private void takeACore() {
        while (!over.get()) {
            Thread.onSpinWait();
        }
    }

    private static int round() throws IOException {
        String key = UUID.randomUUID().toString();
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                children.add(ChildJvm.running(
                        ColdJvmProcess.class,
                        String.valueOf(SharedServers.redis().port()),
                        key,
                        String.valueOf(THREADS),
                        String.valueOf(LOAD_MILLIS)));
            }
            for (ChildJvm child : children) {
                assertThat(child.nextLine()).isEqualTo("ready");
            }
            children.forEach(child -> child.say("go"));
            int loads = 0;
            for (ChildJvm child : children) {
                String[] said = Objects.requireNonNull(child.nextLine()).split(" ", -1);
                loads += Integer.parseInt(said[0]);
                assertThat(said[1]).isEqualTo(String.valueOf(THREADS));
            }
            return loads;
        } finally {
            children.forEach(ChildJvm::close);
        }
    }
}
