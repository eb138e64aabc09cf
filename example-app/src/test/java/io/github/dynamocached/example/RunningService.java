package io.github.dynamocached.example;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * A test of the whole service with servers of its own. The budget of the cache is generous, so that a slow machine does not
 * turn a miss into a bypass. Dead clients of the chat are found soon. No stream is followed, because it evicts what a test has just written once more, a moment later.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = ExampleApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "dynamocached.redis.timeout=5s",
            "dynamocached.redis.evict-timeout=5s",
            "dynamocached.streams.tables=",
            "example.chat.presence=700ms",
            "example.chat.poll=100ms"
        })
public @interface RunningService {}
