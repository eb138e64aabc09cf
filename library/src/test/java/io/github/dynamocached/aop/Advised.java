package io.github.dynamocached.aop;

/** How the calls of beans get their advice. */
interface Advised {

    /** Starts an application with beans of the given classes. */
    CachingTestApplication start(Class<?>... components);

    /** Whether the calls of a bean get it so. */
    boolean isKindOf(Object bean);
}
