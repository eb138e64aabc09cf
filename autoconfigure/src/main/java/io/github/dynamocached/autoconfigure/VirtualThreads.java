package io.github.dynamocached.autoconfigure;

import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads that inherit nothing from the thread that starts them. Spring's factory has no such option. They are created by
 * reflection because the library is compiled for Java 17.
 */
final class VirtualThreads {

    private VirtualThreads() {}

    /**
     * Makes virtual threads.
     *
     * @param prefix the prefix of their names, followed by a number
     * @throws IllegalStateException if this JVM has none
     */
    static ThreadFactory named(String prefix) {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Object threads = Thread.class.getMethod("ofVirtual").invoke(null);
            builder.getMethod("name", String.class, long.class).invoke(threads, prefix, 1L);
            builder.getMethod("inheritInheritableThreadLocals", boolean.class).invoke(threads, false);
            return (ThreadFactory) builder.getMethod("factory").invoke(threads);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(
                    "This JVM has no virtual threads. Use Java 21 or later, or set spring.threads.virtual.enabled to false.",
                    missing);
        }
    }
}
