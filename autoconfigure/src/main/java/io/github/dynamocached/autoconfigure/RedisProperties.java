package io.github.dynamocached.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** How Redis is used: {@code dynamocached.redis.*}. Its address is in {@code spring.data.redis.*}. */
class RedisProperties {

    /**
     * Time that one call may spend on the cache before its method is called. Storing the result may take as long again.
     */
    private Duration timeout = Duration.ofMillis(100);

    /** Time that one eviction may take before it is queued. */
    private Duration evictTimeout = Duration.ofSeconds(1);

    /**
     * Whether to use the RedissonClient bean of the application instead of a separate client. It is slower, and its pools,
     * threads and lock names apply.
     */
    private boolean shareClient;

    /**
     * Number of replicas, from 0 to 100, that must confirm an eviction within evict-timeout. Otherwise it is queued and
     * repeated.
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
