package io.github.dynamocached.example;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs what to try. */
@Component
class Welcome {

    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    private static final String INVITATION = """
            The example is ready. Run each of these commands twice. Watch the headers X-Cache, Age and X-Read-Units:

              curl -i {url}/users/user123
              curl -i {url}/sessions/session42/context
              curl -i {url}/sessions/session42/turns -H 'Content-Type: application/json' -d '{"role":"customer","text":"Hello?"}'
              {redis} HGETALL dynamocached:users:user123
              {redis} DEL dynamocached:users:user123
            """;

    private final Environment environment;
    private final ObjectProvider<DataRedisConnectionDetails> redis;

    Welcome(Environment environment, ObjectProvider<DataRedisConnectionDetails> redis) {
        this.environment = environment;
        this.redis = redis;
    }

    @EventListener(ApplicationReadyEvent.class)
    void invite() {
        String url = "http://localhost:" + environment.getProperty("local.server.port");
        log.info("{}", INVITATION.replace("{url}", url).replace("{redis}", redisClient()));
    }

    private String redisClient() {
        DataRedisConnectionDetails details = redis.getIfAvailable();
        Standalone standalone = details == null ? null : details.getStandalone();
        if (standalone == null) {
            return "redis-cli";
        }
        boolean here =
                standalone.getHost().equals("127.0.0.1") || standalone.getHost().equals("localhost");
        return "redis-cli " + (here ? "" : "-h " + standalone.getHost() + " ") + "-p " + standalone.getPort();
    }
}
