package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.store.NearMemory;
import java.time.Duration;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;

/**
 * The memory of near caches as its properties say.
 *
 * @param maxSize the budget of the node
 * @param ttl how long a value is kept without asking Redis
 * @param lag how far the node may be behind evictions of others
 */
record ConfiguredNear(DataSize maxSize, Duration ttl, Duration lag) {

    private static final String PREFIX = "dynamocached.near.";

    static ConfiguredNear of(DynamoCachedProperties.Near set, ConfiguredClient.Acceptance acceptance) {
        return new ConfiguredNear(
                acceptance.accepted(
                        PREFIX + "max-size", set.maxSize(), DataSize.ofMegabytes(64), ConfiguredNear::checkSize),
                acceptance.accepted(PREFIX + "ttl", set.ttl(), NearMemory.TTL, NearMemory::checkTtl),
                acceptance.accepted(PREFIX + "lag", set.lag(), NearMemory.LAG, NearMemory::checkLag));
    }

    private static void checkSize(DataSize size) {
        if (size.compareTo(DataSize.ofMegabytes(1)) < 0) {
            throw new RefusedSettingException("", "near.max-size", size, "a size of 1MB or more");
        }
    }

    /** Whether a cache is near. Refused if it is to be and cannot be. */
    static boolean available(boolean near) {
        if (near && !ClassUtils.isPresent("com.github.benmanes.caffeine.cache.Caffeine", null)) {
            throw new RefusedSettingException(
                    "", "near", true, "false, or add the dependency com.github.ben-manes.caffeine:caffeine");
        }
        return near;
    }
}
