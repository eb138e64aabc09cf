package io.github.dynamocached.autoconfigure;

import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The applications of these tests. */
final class Applications {

    private Applications() {}

    /**
     * An application with the auto-configuration of the library and those of Boot beside it.
     *
     * @param more other auto-configurations
     */
    static ApplicationContextRunner runner(Class<?>... more) {
        Stream<Class<?>> all = Stream.of(
                DynamoCachedAutoConfiguration.class,
                DataRedisAutoConfiguration.class,
                AopAutoConfiguration.class,
                PropertyPlaceholderAutoConfiguration.class);
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        Stream.concat(all, Stream.of(more)).toArray(Class<?>[]::new)));
    }
}
