package io.github.dynamocached.autoconfigure;

import static org.awaitility.Awaitility.await;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.SharedServers;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application with everything that the library finds by itself, over a real Redis. */
abstract class AutoConfigurationFixture {

    final ApplicationContextRunner application = Applications.runner()
            .withPropertyValues("spring.data.redis.url=" + SharedServers.redis().uri());

    interface Reader {
        String find(String id);
    }

    static class Repository implements Reader {

        private int calls;

        @Override
        @DynamoCached("items")
        public String find(String id) {
            return id + ++calls;
        }
    }

    static String answer(RedisConnection connection) {
        await().until(connection::isConnected);
        return "connected";
    }
}
