package io.github.dynamocached.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dynamocached.cache.AbstractScriptSearchTests;
import io.github.dynamocached.cache.SearchScripts;
import io.github.dynamocached.layout.Scripts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The search on the library's scripts and a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisStateSearchTests extends AbstractScriptSearchTests {

    private SearchedRedis redis = new SearchedRedis();

    @BeforeAll
    void clockStandsStill() {
        assumeTrue(redis.canStopItsClock(), "A clock that stands still needs PEXPIRETIME of Redis 7");
    }

    @Override
    protected SearchScripts scripts() {
        return redis.with(Scripts.load());
    }

    @Override
    protected SearchScripts forgetfulScripts() {
        return redis.forgetful(Scripts.load());
    }

    @Override
    protected SearchScripts scriptsWithoutTokenCheck() {
        return redis.with(PlantedScripts.withoutTokenCheck());
    }

    @AfterAll
    void end() {
        System.out.println("state search: real scripts: " + redis.executed() + " commands executed by Redis");
        redis.close();
    }
}
