package io.github.dynamocached.benchmarks;

/** A row of the tables. */
public enum Row {
    FIELDS(Group.HIT, "`@DynamoCached`, a field per attribute", OurSubjects::fields),
    BLOB(Group.HIT, "`@DynamoCached`, one field of JSON", OurSubjects::blob),
    PARTIAL(Group.HIT, "`@DynamoCached`, two of the attributes", OurSubjects::partial),
    NEGATIVE(Group.HIT, "`@DynamoCached`, a cached absence", OurSubjects::negative),
    STALE(Group.HIT, "`@DynamoCached`, a stale hit during its refresh", OurSubjects::stale),
    SPRING_LETTUCE(Group.HIT, "`@Cacheable`, Spring Data Redis, Lettuce, JSON", SpringSubjects::lettuceHit),
    SPRING_REDISSON(Group.HIT, "`@Cacheable`, Redisson's cache manager", SpringSubjects::redissonHit),
    JETCACHE(Group.HIT, "JetCache `@Cached`, Lettuce, Kryo", JetCacheSubjects::hit),
    REDISSON_HMGET(Group.HIT, "Redisson `HMGET`, a client like ours", RedissonSubjects::hmget),
    REDISSON_HGETALL(Group.HIT, "Redisson `HGETALL`, a client like ours", RedissonSubjects::hgetall),
    REDISSON_GET(Group.HIT, "Redisson `GET`, a client with its defaults", RedissonSubjects::get),
    LETTUCE_GET(Group.HIT, "Lettuce `GET`", LettuceSubjects::get),

    HUNDRED(Group.WORK, "`@DynamoCached`, hits of 100 keys in one call", OurSubjects::hundred),
    LETTUCE_MGET(Group.WORK, "Lettuce `MGET` of 100 keys", LettuceSubjects::mget),
    MISS(Group.WORK, "`@DynamoCached`, a miss", OurSubjects::misses),
    SPRING_LETTUCE_MISS(
            Group.WORK, "`@Cacheable`, Spring Data Redis that waits for Redis, a miss", SpringSubjects::lettuceMiss),
    EVICT(Group.WORK, "`@DynamoEvict`", OurSubjects::evictions),
    SPRING_LETTUCE_EVICT(
            Group.WORK, "`@CacheEvict`, Spring Data Redis that waits for Redis", SpringSubjects::lettuceEviction),

    BREAKER_OPEN(Group.LOCAL, "`@DynamoCached`, Redis hangs, circuit breaker open", OurSubjects::breakerOpen),
    CONDITION_FALSE(Group.LOCAL, "`@DynamoCached`, condition false", OurSubjects::conditionFalse),
    PROXIED(Group.LOCAL, "a method of the same proxy without an annotation", OurSubjects::proxied),

    SOCKET(Group.LAYER, "the command's bytes over a plain socket", LayerSubjects::socket),
    ANNOTATED(Group.LAYER, "the annotated method, answers at once", LayerSubjects::annotated),
    READ(Group.LAYER, "the protocol and the codec, answers at once", LayerSubjects::read),
    DECODE(Group.LAYER, "the codec", LayerSubjects::decode);

    private final Group group;
    private final String title;
    private final Opening opening;

    Row(Group group, String title, Opening opening) {
        this.group = group;
        this.title = title;
        this.opening = opening;
    }

    /** {@return the table that it belongs to} */
    public Group group() {
        return group;
    }

    /** {@return its name in the tables} */
    public String title() {
        return title;
    }

    Subject open() throws Throwable {
        return opening.open();
    }

    /** A table. */
    public enum Group {
        /** Hits of the same value, and commands that read it. */
        HIT,
        /** Other calls that ask Redis. */
        WORK,
        /** Calls that do not ask Redis. */
        LOCAL,
        /** Parts of a hit, each measured by itself. */
        LAYER
    }

    private interface Opening {
        Subject open() throws Throwable;
    }
}
