package io.github.dynamocached;

/**
 * A warm-up that is about to start: what it may cost, and then what it does. Not for several threads at once.
 *
 * @param <K> the type of the keys
 */
public interface WarmUp<K> {

    /**
     * Sets how many keys are loaded in a second at most, by this warm-up on this node. Keys that are in the cache already
     * do not count. At the beginning there may be as many loads more as there are threads. The default is 50.
     *
     * @param most more than zero
     * @return this warm-up
     * @throws IllegalArgumentException if it is not
     */
    WarmUp<K> loadsPerSecond(double most);

    /**
     * Sets how many keys are read at once, each on a thread of its own. The default is 4.
     *
     * @param threads from 1 to 64
     * @return this warm-up
     * @throws IllegalArgumentException if it is out of range
     */
    WarmUp<K> parallelism(int threads);

    /**
     * Starts to read the keys, on daemon threads, and returns at once. It ends when all keys were read, when it is stopped,
     * and when the application context closes. A call that throws is counted, the first one logged, and the others go on.
     *
     * <p>The threads inherit nothing from the calling one, as from an {@link InheritableThreadLocal}. They run within what
     * Micrometer's context propagation knows of it, where that is on the class path.
     *
     * @param call reads what is to be warm for a key, by an annotated method of a bean or a {@link TypedDynamoCache}
     * @return the warm-up under way
     * @throws IllegalStateException if the application context is closed
     */
    RunningWarmUp start(WarmUpCall<? super K> call);
}
