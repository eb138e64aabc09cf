package io.github.dynamocached.redis;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What the log calls a server. */
final class ServerName {

    private ServerName() {}

    static String of(@Nullable InetSocketAddress address) {
        return address == null ? "Redis" : "Redis at " + address.getHostString() + ":" + address.getPort();
    }
}
