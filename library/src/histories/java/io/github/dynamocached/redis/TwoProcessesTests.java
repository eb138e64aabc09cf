package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.servers.ChildJvm;
import io.github.dynamocached.servers.SharedServers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Promise P2 where it counts: nothing is shared but Redis. */
class TwoProcessesTests {

    @Test
    void coldKeyIsLoadedOnceByAllThreadsOfTwoProcesses() throws Exception {
        String key = UUID.randomUUID().toString();
        try (ChildJvm one = loading(key);
                ChildJvm other = loading(key)) {
            assertThat(one.nextLine()).isEqualTo("ready");
            assertThat(other.nextLine()).isEqualTo("ready");
            one.say("go");
            other.say("go");
            assertThat(new String[] {one.nextLine(), other.nextLine()})
                    .containsExactlyInAnyOrder("1 loads, 100 served", "0 loads, 100 served");
        }
    }

    private static ChildJvm loading(String key) throws Exception {
        return ChildJvm.running(
                LoadingProcess.class, String.valueOf(SharedServers.redis().port()), key, "100", "200");
    }
}
