package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncleanEndTests {

    @ParameterizedTest
    @ValueSource(strings = {"run", "pause"})
    void aKilledJvmLeavesNoRedisBehind(String state) throws IOException {
        try (ChildJvm child = ChildJvm.running(ServersMain.class, state, "stay")) {
            long pid = Long.parseLong(child.nextLine());
            int port = Integer.parseInt(child.nextLine());
            assertThat(runs(pid)).isTrue();
            child.process().destroyForcibly();
            await().until(() -> !runs(pid));
            await().until(() -> isFree(port));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "leave open"})
    void aJvmWhoseMainHasReturnedEndsByItselfAndLeavesNoRedisBehind(String end) throws Exception {
        try (ChildJvm child = ChildJvm.running(ServersMain.class, end)) {
            long pid = Long.parseLong(child.nextLine());
            assertThat(child.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.process().exitValue()).isZero();
            await().until(() -> !runs(pid));
        }
    }

    /** A zombie, whose parent does not know yet that it has ended, has a process id but no command. */
    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
