package io.github.dynamocached.redis;

import io.github.dynamocached.cache.AbstractScriptSearchTests;
import io.github.dynamocached.cache.SearchScripts;
import io.github.dynamocached.layout.Scripts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** The search on the library's scripts and a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisStateSearchTests extends AbstractScriptSearchTests {

    private SearchedRedis redis = new SearchedRedis();

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
