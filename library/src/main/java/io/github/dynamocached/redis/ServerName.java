package io.github.dynamocached.redis;

import java.net.InetSocketAddress;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Config;
import org.redisson.misc.RedisURI;

/** What the log calls a server. */
final class ServerName {

    private ServerName() {}

    /** All servers that a configuration names, without the credentials that an address may hold. */
    static String of(Config config) {
        String hosts = ServerMode.of(config).addresses().stream()
                .flatMap(ServerName::hostAndPort)
                .sorted()
                .collect(Collectors.joining(", "));
        return hosts.isEmpty() ? "Redis" : "Redis at " + hosts;
    }

    /** Nothing where an address cannot be read, because it may hold a password. */
    private static Stream<String> hostAndPort(@Nullable String address) {
        try {
            RedisURI uri = new RedisURI(String.valueOf(address));
            return Stream.of(uri.getHost() + ":" + uri.getPort());
        } catch (IllegalArgumentException unreadable) {
            return Stream.empty();
        }
    }

    static String of(@Nullable InetSocketAddress address) {
        return address == null ? "Redis" : "Redis at " + address.getHostString() + ":" + address.getPort();
    }
}
