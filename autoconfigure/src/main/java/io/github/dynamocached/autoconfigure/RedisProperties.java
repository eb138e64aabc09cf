package io.github.dynamocached.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** How Redis is used: {@code dynamocached.redis.*}. Where it is comes from {@code spring.data.redis.*}. */
class RedisProperties {

    /**
     * Time that one call may spend on the cache before its method is called; storing the result has the same again.
     */
    private Duration timeout = Duration.ofMillis(100);

    /** Time that one eviction may take. */
    private Duration evictTimeout = Duration.ofSeconds(1);

    /**
     * Whether to use the RedissonClient of the application as it is, in place of a client of our own to the same servers.
     * Slower, and its settings hold: pools, threads, names of locks.
     */
    private boolean shareClient;

    /**
     * Number of replicas that must have an eviction before it is acknowledged, from 0 to 100. Too few of them within
     * evict-timeout, and the eviction is queued and repeated.
     */
    private int replicaAcks;

    @NestedConfigurationProperty
    private final CircuitBreakerProperties circuitBreaker = new CircuitBreakerProperties();

    public Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    public Duration getEvictTimeout() {
        return evictTimeout;
    }

    public void setEvictTimeout(Duration evictTimeout) {
        this.evictTimeout = evictTimeout;
    }

    public int getReplicaAcks() {
        return replicaAcks;
    }

    public void setReplicaAcks(int replicaAcks) {
        this.replicaAcks = replicaAcks;
    }

    public CircuitBreakerProperties getCircuitBreaker() {
        return circuitBreaker;
    }

    public boolean isShareClient() {
        return shareClient;
    }

    public void setShareClient(boolean shareClient) {
        this.shareClient = shareClient;
    }
}
