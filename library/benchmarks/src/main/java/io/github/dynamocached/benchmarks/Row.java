package io.github.dynamocached.benchmarks;

/** A row of the tables. */
public enum Row {
    FIELDS("`@DynamoCached`, a field per attribute", OurSubjects::fields),
    BLOB("`@DynamoCached`, one field of JSON", OurSubjects::blob),
    PARTIAL("`@DynamoCached`, two of eight attributes", OurSubjects::partial),
    NEGATIVE("`@DynamoCached`, a cached absence", OurSubjects::negative),
    STALE("`@DynamoCached`, a stale hit during its refresh", OurSubjects::stale),
    SPRING_LETTUCE("`@Cacheable`, Spring Data Redis with Lettuce and JSON", SpringSubjects::lettuceHit),
    SPRING_REDISSON("`@Cacheable`, Redisson's cache manager", SpringSubjects::redissonHit),
    JETCACHE("JetCache `@Cached`, Lettuce and Kryo", JetCacheSubjects::hit),
    REDISSON_HMGET("Redisson `HMGET`, client like ours", RedissonSubjects::hmget),
    REDISSON_HGETALL("Redisson `HGETALL`, client like ours", RedissonSubjects::hgetall),
    REDISSON_GET("Redisson `GET`, default client", RedissonSubjects::get),
    LETTUCE_GET("Lettuce `GET`", LettuceSubjects::get),

    HUNDRED("`@DynamoCached`, 100 keys in one call", OurSubjects::hundred),
    LETTUCE_MGET("Lettuce `MGET` of 100 keys", LettuceSubjects::mget),

    MISS("`@DynamoCached`, a miss", OurSubjects::misses),
    SPRING_LETTUCE_MISS("`@Cacheable`, Spring Data Redis, a miss", SpringSubjects::lettuceMiss),
    EVICT("`@DynamoEvict`", OurSubjects::evictions),
    SPRING_LETTUCE_EVICT("`@CacheEvict`, Spring Data Redis", SpringSubjects::lettuceEviction),

    BREAKER_OPEN("`@DynamoCached`, Redis hangs, circuit breaker open", OurSubjects::breakerOpen),
    CONDITION_FALSE("`@DynamoCached`, condition false", OurSubjects::conditionFalse),
    PROXIED("a method of the same proxy without an annotation", OurSubjects::proxied);

    private final String title;
    private final Opening opening;

    Row(String title, Opening opening) {
        this.title = title;
        this.opening = opening;
    }

    /** {@return its name in the tables} */
    public String title() {
        return title;
    }

    Subject open() throws Throwable {
        return opening.open();
    }

    private interface Opening {
        Subject open() throws Throwable;
    }
}
