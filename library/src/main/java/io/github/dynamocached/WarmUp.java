package io.github.dynamocached;

/**
 * A warm-up that is not started yet. Set its limits, then start it. Not thread-safe.
 *
 * @param <K> the type of the keys
 */
public interface WarmUp<K> {

    /**
     * Sets the greatest number of loads per second of this warm-up on this node. Keys that are cached already do not count.
     * The first second may have as many more loads as there are threads. Default is 50.
     *
     * @param most more than zero
     * @return this warm-up
     * @throws IllegalArgumentException if it is zero or less
     */
    WarmUp<K> loadsPerSecond(double most);

    /**
     * Sets how many keys are read at the same time, each on its own thread. Default is 4.
     *
     * @param threads from 1 to 64
     * @return this warm-up
     * @throws IllegalArgumentException if it is out of range
     */
    WarmUp<K> parallelism(int threads);

    /**
     * Starts to read the keys on daemon threads, and returns at once. The warm-up ends when all keys were read, when it is
     * stopped, and when the application context closes. Calls that throw are counted, the first one is logged, and the warm-up
     * continues.
     *
     * <p>The threads do not inherit the {@link InheritableThreadLocal}s of the calling thread. If Micrometer's context
     * propagation is on the class path, they have the context that it captures.
     *
     * @param call reads one key through an annotated method of a bean, or through a {@link TypedDynamoCache}
     * @return the running warm-up
     * @throws IllegalStateException if the application context is closed
     */
    RunningWarmUp start(WarmUpCall<? super K> call);
}
