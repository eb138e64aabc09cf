package io.github.dynamocached.autoconfigure;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** Over HTTP, who asks decides whether the endpoint shows values. */
@EndpointWebExtension(endpoint = CacheEndpoint.class)
final class CacheEndpointWebExtension {

    private final CacheEndpoint endpoint;
    private final EndpointProperties properties;

    CacheEndpointWebExtension(CacheEndpoint endpoint, EndpointProperties properties) {
        this.endpoint = endpoint;
        this.properties = properties;
    }

    /** What Redis holds under a key, null if the cache does not exist. */
    @ReadOperation
    public @Nullable Map<String, Object> entry(
            SecurityContext securityContext,
            @Selector String cache,
            @Selector(match = Selector.Match.ALL_REMAINING) String[] key) {
        return endpoint.entry(cache, key, properties.showValues().isShown(securityContext, properties.roles()));
    }
}
