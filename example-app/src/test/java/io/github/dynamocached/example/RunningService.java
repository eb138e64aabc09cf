package io.github.dynamocached.example;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * A test of the whole service with servers of its own. A slow machine must not turn a miss into a bypass, so the budget
 * of the cache is generous.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = ExampleApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"dynamocached.redis.timeout=5s", "dynamocached.redis.evict-timeout=5s"})
public @interface RunningService {}
