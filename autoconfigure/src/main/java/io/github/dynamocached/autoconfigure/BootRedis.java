package io.github.dynamocached.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * Where Boot says that Redis is, as a bean, because the class of the details may be missing.
 *
 * @param details those of Boot, if it has any
 * @param environment of the application
 */
record BootRedis(ObjectProvider<DataRedisConnectionDetails> details, Environment environment) {

    /** The configuration of what the details name, null if there are none. */
    @Nullable
    Config config() {
        DataRedisConnectionDetails known = details.getIfAvailable();
        return known == null ? null : ConnectionConfig.of(known, environment);
    }
}
