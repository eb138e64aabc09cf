package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.cache.Budgets;
import io.github.dynamocached.cache.CacheSettings;
import io.github.dynamocached.cache.CacheSettingsBuilder;
import io.github.dynamocached.redis.RedisSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/** The properties as the immutable settings that the library works with. All of them are checked here, at start. */
final class ConfiguredSettings {

    private static final String PREFIX = "dynamocached.";

    private final CacheProperties defaults;
    private final Map<String, CacheSettings> byName = new HashMap<>();
    private final RedisSettings redis;

    /**
     * The settings.
     *
     * @throws InvalidConfigurationPropertyValueException if a property is out of range; the exception names it
     */
    ConfiguredSettings(DynamoCachedProperties properties) {
        this.defaults = properties.getDefaults();
        CacheSettings unused = withDefaults("defaults").build();
        properties.getCaches().forEach((name, own) -> byName.put(name, settingsOf(name, own)));
        this.redis = redisOf(properties);
    }

    /** The settings of the cache of a name, whether or not it has properties of its own. */
    CacheSettings of(String cacheName) {
        CacheSettings own = byName.get(cacheName);
        return own == null ? withDefaults(cacheName).build() : own;
    }

    RedisSettings redis() {
        return redis;
    }

    Budgets budgets() {
        return new Budgets(redis.timeout(), redis.evictTimeout());
    }

    private CacheSettingsBuilder withDefaults(String cacheName) {
        return with(CacheSettings.named(cacheName), PREFIX + "defaults.", defaults);
    }

    private CacheSettings settingsOf(String cacheName, CacheProperties own) {
        String property = PREFIX + "caches." + cacheName;
        set(property, cacheName, CacheSettings::named);
        return with(withDefaults(cacheName), property + ".", own).build();
    }

    private static CacheSettingsBuilder with(CacheSettingsBuilder builder, String prefix, CacheProperties properties) {
        set(prefix + "ttl", properties.getTtl(), builder::ttl);
        set(prefix + "stale-while-revalidate", properties.getStaleWhileRevalidate(), builder::staleWhileRevalidate);
        set(prefix + "stale-if-error", properties.getStaleIfError(), builder::staleIfError);
        set(prefix + "early-refresh", properties.getEarlyRefresh(), builder::earlyRefresh);
        set(prefix + "consistency", properties.getConsistency(), builder::consistency);
        set(prefix + "negative-ttl", properties.getNegativeTtl(), builder::negativeTtl);
        set(prefix + "ttl-jitter", properties.getTtlJitter(), builder::ttlJitter);
        set(prefix + "lock-wait", properties.getLockWait(), builder::lockWait);
        set(prefix + "lock-lease", properties.getLockLease(), builder::lockLease);
        set(prefix + "hold-off", properties.getHoldOff(), builder::holdOff);
        set(prefix + "fence", properties.getFence(), builder::fence);
        set(prefix + "on-evict-failure", properties.getOnEvictFailure(), builder::onEvictFailure);
        DataSize size = properties.getMaxEntrySize();
        set(prefix + "max-entry-size", size == null ? null : size.toBytes(), builder::maxEntrySize);
        set(prefix + "max-variants", properties.getMaxVariants(), builder::maxVariants);
        return builder;
    }

    private static RedisSettings redisOf(DynamoCachedProperties properties) {
        RedisSettings some = RedisSettings.DEFAULT;
        String keyPrefix = properties.getKeyPrefix();
        Duration timeout = properties.getRedis().getTimeout();
        Duration evictTimeout = properties.getRedis().getEvictTimeout();
        set(PREFIX + "key-prefix", keyPrefix, value -> new RedisSettings(value, some.timeout(), some.evictTimeout()));
        set(PREFIX + "redis.timeout", timeout, value -> new RedisSettings(keyPrefix, value, some.evictTimeout()));
        set(PREFIX + "redis.evict-timeout", evictTimeout, value -> new RedisSettings(keyPrefix, timeout, value));
        return new RedisSettings(keyPrefix, timeout, evictTimeout);
    }

    /** Sets what is set, and names the property of what is refused. */
    private static <T> void set(String property, @Nullable T value, Consumer<T> setter) {
        if (value == null) {
            return;
        }
        try {
            setter.accept(value);
        } catch (IllegalArgumentException refused) {
            throw new InvalidConfigurationPropertyValueException(property, value, refused.getMessage());
        }
    }
}
