package io.github.dynamocached.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UncleanEndTests {

    @Test
    @Tag("full")
    void aKilledApplicationLeavesNoServerBehind() throws IOException {
        try (ChildApplication application = ChildApplication.started()) {
            int redis = Integer.parseInt(application
                    .awaitLog("redis-cli -p (\\d+) DEL dynamocached:users:user123")
                    .group(1));
            assertThat(listens(redis)).isTrue();
            application.process().destroyForcibly();
            await().until(() -> !listens(redis));
        }
    }

    private static boolean listens(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException refused) {
            return false;
        }
    }
}
