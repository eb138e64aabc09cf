package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CapturedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.redisson.config.Config;

/** An application that ends, or whose start fails for whatever reason, while it is being connected. */
class ClosedConnectionLogTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog(RedisConnection.class.getName());

    private static Set<Thread> connecting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dynamocached-redis"))
                .collect(Collectors.toSet());
    }

    @Test
    void connectionThatIsClosedWhileItConnectsTellsNothing() throws IOException {
        Set<Thread> ofOthers = connecting();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Config config = new Config();
            config.useSingleServer().setAddress("redis://127.0.0.1:" + silent.getLocalPort());
            RedisConnection connection = RedisConnection.to(config, Connections.PATIENT);
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                connection.close();
                await().until(() -> ofOthers.containsAll(connecting()));
            }
        }
        assertThat(log.lines()).isEmpty();
    }
}
