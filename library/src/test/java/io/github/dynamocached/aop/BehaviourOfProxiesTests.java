package io.github.dynamocached.aop;

import org.junit.jupiter.api.Nested;

/** Cached methods behind both kinds of proxies. {@link WeaverTests} runs the same tests on woven methods. */
class BehaviourOfProxiesTests {

    @Nested
    class ByInterfaces extends CachedBehaviour {
        @Override
        CachingTestApplication start(Class<?>... components) {
            return Proxied.BY_INTERFACES.start(components);
        }
    }

    @Nested
    class BySubclass extends CachedBehaviour {
        @Override
        CachingTestApplication start(Class<?>... components) {
            return Proxied.BY_SUBCLASS.start(components);
        }
    }
}
