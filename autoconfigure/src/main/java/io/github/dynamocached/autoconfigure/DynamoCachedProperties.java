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
     * Whether reads use the cache. If not, annotated methods are always called; evictions still go out, because other
     * nodes may read what this one writes. Without any bean that says where Redis is, none do.
     */
    private boolean enabled = true;

    /** How annotated methods are reached: by proxies of their beans. */
    private Mode mode = Mode.PROXY;

    /**
     * Order of the advice among others on one method: lower is outside. The default is inside method security and
     * retry, and outside @Transactional.
     */
    private int order = DynamoCachingAdvisor.DEFAULT_ORDER;

    /**
     * First part of every key in Redis. Applications that share a Redis and must not share entries need different
     * ones.
     */
    private String keyPrefix = "dynamocached";

    /**
     * Local secondary indexes that may be read consistently, each as its table and its own name with a slash between. A
     * request does not tell them from global ones, which cannot.
     */
    private List<String> localIndexes = new ArrayList<>();

    /**
     * Greatest number of loads that run at once on this node while Redis does not answer; 0 for any number. Further ones
     * wait, at most lock-wait, and then go all the same.
     */
    private int loadLimit;

    /** What holds for every cache that says nothing else. */
    @NestedConfigurationProperty
    private final CacheProperties defaults = new CacheProperties();

    /** Properties of single caches by name, each as in dynamocached.defaults and going before it. */
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

    /** How annotated methods are reached. Weaving by AspectJ is not supported yet, and refused. */
    enum Mode {
        PROXY
    }
}
