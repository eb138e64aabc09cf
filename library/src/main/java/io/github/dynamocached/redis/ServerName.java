package io.github.dynamocached.redis;

import java.net.InetSocketAddress;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.redisson.misc.RedisURI;

/** What the log calls a server. */
final class ServerName {

    private ServerName() {}

    /** All servers that a configuration names, without the credentials that an address may hold. */
    static String of(Config config) {
        String hosts = ServerMode.of(config).addresses().stream()
                .map(RedisURI::new)
                .map(uri -> uri.getHost() + ":" + uri.getPort())
                .sorted()
                .collect(Collectors.joining(", "));
        return hosts.isEmpty() ? "Redis" : "Redis at " + hosts;
    }

    static String of(@Nullable InetSocketAddress address) {
        return address == null ? "Redis" : "Redis at " + address.getHostString() + ":" + address.getPort();
    }
}
