package io.github.dynamocached.springcache;

/** Knows the threads that must not wait for an answer of Redis: those of Netty, of Reactor and of the AWS SDK. */
final class EventLoops {

    private static final ClassValue<Boolean> IS_ONE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isOne(type);
        }
    };

    private EventLoops() {}

    /** Whether a thread may wait. Redisson and the SDK's Netty client run on threads of Netty. */
    static boolean mayWaitOn(Thread thread) {
        String name = thread.getName();
        return !name.startsWith("sdk-async-response")
                && !name.startsWith("AwsEventLoop")
                && !IS_ONE.get(thread.getClass());
    }

    /** By names, because none of these classes has to be there. */
    private static boolean isOne(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals("io.netty.util.concurrent.FastThreadLocalThread")) {
                return true;
            }
            for (Class<?> implemented : each.getInterfaces()) {
                if (implemented.getName().equals("reactor.core.scheduler.NonBlocking")) {
                    return true;
                }
            }
        }
        return false;
    }
}
