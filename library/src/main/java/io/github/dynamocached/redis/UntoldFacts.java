package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.Refusal;
import io.github.dynamocached.breaker.RefusedServer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What servers do not report about themselves, because the user may not ask, or because a proxy or a managed service hides it.
 * The log says what that costs, once for each server, and again when it changes.
 */
final class UntoldFacts {

    private static final Logger log = LoggerFactory.getLogger(RedisConnection.class);

    /** What a server may not report. */
    enum Fact {
        /** Which process it is. */
        RUN(
                "run_id",
                "Each new connection counts as a change of the primary, and a change behind a proxy goes"
                        + " unnoticed."),
        /** Since when it runs. */
        UPTIME(
                "uptime_in_seconds",
                "A connection does not read what was stored before it was opened, and a restart from a"
                        + " snapshot behind a proxy goes unnoticed."),
        /** Whether it is a primary. */
        ROLE("role", "A primary that becomes a replica is noticed only when it refuses a write.");

        private final String line;
        private final String consequence;

        Fact(String line, String consequence) {
            this.line = line;
            this.consequence = consequence;
        }

        /** The name of its line in the answer to {@code INFO}. */
        String line() {
            return line;
        }
    }

    private final Map<String, Set<Fact>> known = new ConcurrentHashMap<>();

    /**
     * Notes what a server has not reported.
     *
     * @param server what Redisson knows the server by
     * @param untold what its answers lack
     * @param refusal why, null if it answers without them
     */
    void note(Object server, Set<Fact> untold, @Nullable Refusal refusal) {
        String name = ServerName.of(server instanceof RedisClient client ? client.getAddr() : null);
        Set<Fact> before = untold.isEmpty() ? known.remove(name) : known.put(name, EnumSet.copyOf(untold));
        if (untold.isEmpty() && before != null) {
            log.info("{} now reports its identity and its uptime", name);
        } else if (!untold.isEmpty() && !untold.equals(before)) {
            log.warn(
                    "{} does not report {} in its INFO{}. {} {}",
                    name,
                    lines(untold),
                    said(refusal),
                    consequences(untold),
                    remedy(server, refusal));
        }
    }

    private static String lines(Set<Fact> untold) {
        return untold.stream().map(Fact::line).collect(Collectors.joining(", "));
    }

    private static String said(@Nullable Refusal refusal) {
        return refusal == null || refusal.code().isEmpty() ? "" : " (" + refusal.code() + ")";
    }

    private static String consequences(Set<Fact> untold) {
        return untold.stream().map(fact -> fact.consequence).collect(Collectors.joining(" "));
    }

    private static String remedy(Object server, @Nullable Refusal refusal) {
        if (refusal == null) {
            return "If there is a proxy in front of it, connect without the proxy or let it pass INFO on.";
        }
        String user = server instanceof RedisClient client ? RefusedServer.userOf(client) : "default";
        return refusal.remedy(user, "");
    }
}
