package io.github.dynamocached.aop;

import org.springframework.context.annotation.AdviceMode;
import org.springframework.context.annotation.Configuration;

/** Woven methods do what methods behind proxies do. {@link WeaverTests} runs this class in a JVM with the weaver. */
class BehaviourInWeaver extends CachedBehaviour {

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching(mode = AdviceMode.ASPECTJ)
    static class Woven {}

    @Override
    CachingTestApplication start(Class<?>... components) {
        return startWoven(components);
    }

    static CachingTestApplication startWoven(Class<?>... components) {
        Class<?>[] all = new Class<?>[components.length + 1];
        all[0] = Woven.class;
        System.arraycopy(components, 0, all, 1, components.length);
        return CachingTestApplication.startPlain(all);
    }
}
