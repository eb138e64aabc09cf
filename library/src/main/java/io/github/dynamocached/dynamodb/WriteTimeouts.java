package io.github.dynamocached.dynamodb;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;

/**
 * Checks whether DynamoDB clients give up writes before their fence runs out. A write that lands after its fence may leave its
 * old value in a cache, because a reader may have stored it in between. A client without a timeout is not reported, because most
 * have none, and a write rarely takes as long as a fence. The check sends nothing.
 */
public final class WriteTimeouts {

    private final Supplier<Map<String, SdkClient>> clients;

    /**
     * A check of clients.
     *
     * @param clients supplies the DynamoDB clients by bean name
     */
    public WriteTimeouts(Supplier<Map<String, SdkClient>> clients) {
        this.clients = clients;
    }

    /**
     * What is wrong with the timeouts.
     *
     * @param fence the shortest fence of the caches that writes evict
     * @return which clients let a write take longer and what to do, empty if none is known to do so
     */
    public Optional<String> problem(Duration fence) {
        Map<String, Duration> longer = new TreeMap<>();
        clients.get().forEach((name, client) -> {
            if (timeoutOf(client).compareTo(fence) > 0) {
                longer.put(name, timeoutOf(client));
            }
        });
        return longer.isEmpty()
                ? Optional.empty()
                : Optional.of("the DynamoDB client '" + String.join("' and '", longer.keySet())
                        + "' has an apiCallTimeout of "
                        + Collections.max(longer.values()).toMillis()
                        + " ms, but the shortest fence of these caches is "
                        + fence.toMillis()
                        + " ms. A write that lands after its fence may leave the old value in a cache. Set"
                        + " apiCallTimeout below the fence, or set a longer fence, as in dynamocached.defaults.fence.");
    }

    /** Zero for a client without a timeout or without a configuration. */
    private static Duration timeoutOf(SdkClient client) {
        try {
            return Optional.<SdkServiceClientConfiguration>ofNullable(client.serviceClientConfiguration())
                    .flatMap(configuration ->
                            configuration.overrideConfiguration().apiCallTimeout())
                    .orElse(Duration.ZERO);
        } catch (UnsupportedOperationException hasNone) {
            return Duration.ZERO;
        }
    }
}
