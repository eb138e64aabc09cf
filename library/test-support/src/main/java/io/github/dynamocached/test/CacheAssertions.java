package io.github.dynamocached.test;

import io.github.dynamocached.DynamoCaches;

/** Entry point of the assertions, to be imported statically. */
public final class CacheAssertions {

    private CacheAssertions() {}

    /**
     * Begins an assertion on what caches do.
     *
     * @param caches the bean of the application
     * @return the assertion
     */
    public static CachesAssert assertThat(DynamoCaches caches) {
        return new CachesAssert(caches);
    }
}
