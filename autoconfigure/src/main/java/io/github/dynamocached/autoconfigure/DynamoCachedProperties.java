package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.aop.DynamoCachingAdvisor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** What users set in {@code application.yml}. Turned once into immutable settings by {@link ConfiguredSettings}. */
@ConfigurationProperties("dynamocached")
class DynamoCachedProperties {

    /**
     * Whether reads use the cache. If false, annotated methods are always called, and evictions are still sent to Redis for
     * other nodes.
     */
    private boolean enabled = true;

    /** Mode in which annotated methods are intercepted. Only proxies are supported so far. */
    private Mode mode = Mode.PROXY;

    /**
     * Order of the caching advice on a method. Lower values are further outside. The default is inside method security and
     * retry, and outside @Transactional.
     */
    private int order = DynamoCachingAdvisor.DEFAULT_ORDER;

    /**
     * First part of every key in Redis. Applications that share a Redis but no entries need different prefixes.
     */
    private String keyPrefix = "dynamocached";

    /**
     * Local secondary indexes, each as table/index, that loads may read consistently. A request does not show whether an
     * index is local.
     */
    private List<String> localIndexes = new ArrayList<>();

    /**
     * Maximum number of concurrent loads on this node while Redis does not answer; 0 for no limit. Further loads wait at
     * most lock-wait, then run anyway.
     */
    private int loadLimit;

    /** Settings of all caches. */
    @NestedConfigurationProperty
    private final CacheProperties defaults = new CacheProperties();

    /** Settings of single caches by name. They have the properties of dynamocached.defaults and override them. */
    private final Map<String, CacheProperties> caches = new LinkedHashMap<>();

    @NestedConfigurationProperty
    private final MetricsProperties metrics = new MetricsProperties();

    @NestedConfigurationProperty
    private final RedisProperties redis = new RedisProperties();

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public Mode getMode() {
        return mode;
    }

    public void setMode(Mode mode) {
        this.mode = mode;
    }

    public int getOrder() {
        return order;
    }

    public void setOrder(int order) {
        this.order = order;
    }

    public String getKeyPrefix() {
        return keyPrefix;
    }

    public void setKeyPrefix(String keyPrefix) {
        this.keyPrefix = keyPrefix;
    }

    public List<String> getLocalIndexes() {
        return localIndexes;
    }

    public void setLocalIndexes(List<String> localIndexes) {
        this.localIndexes = localIndexes;
    }

    public int getLoadLimit() {
        return loadLimit;
    }

    public void setLoadLimit(int loadLimit) {
        this.loadLimit = loadLimit;
    }

    public CacheProperties getDefaults() {
        return defaults;
    }

    public Map<String, CacheProperties> getCaches() {
        return caches;
    }

    public MetricsProperties getMetrics() {
        return metrics;
    }

    public RedisProperties getRedis() {
        return redis;
    }

    /** How annotated methods are intercepted. AspectJ weaving is refused: it is not supported so far. */
    enum Mode {
        PROXY
    }
}
