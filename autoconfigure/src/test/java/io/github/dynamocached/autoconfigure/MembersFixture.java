package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.autoconfigure.EndToEndTests.NotingListener;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application that caches the members of a table, on a real Redis and DynamoDB Local. */
abstract class MembersFixture {

    final RedisServer redis = SharedServers.redis();
    final String prefix = "test-" + UUID.randomUUID();
    final ApplicationContextRunner application;

    MembersFixture(String... properties) {
        this.application = Applications.runner()
                .withBean(NotingListener.class)
                .withBean(
                        MemberRepository.class,
                        () -> new MemberRepository(LocalServers.dynamoDb(), "members-" + UUID.randomUUID()))
                .withPropertyValues(
                        "spring.data.redis.url=" + redis.uri(),
                        "dynamocached.key-prefix=" + prefix,
                        "dynamocached.defaults.hold-off=0s",
                        "dynamocached.defaults.ttl-jitter=0",
                        "dynamocached.defaults.early-refresh=0",
                        "dynamocached.redis.timeout=5s",
                        "dynamocached.redis.evict-timeout=5s")
                .withPropertyValues(properties);
    }

    /** Plays a scenario with a table and what the listener notes. */
    void play(BiConsumer<MemberRepository, List<String>> scenario, String... properties) {
        application.withPropertyValues(properties).run(context -> {
            LocalServers.awaitRedis(context);
            MemberRepository members = context.getBean(MemberRepository.class);
            members.table().createTable();
            scenario.accept(members, context.getBean(NotingListener.class).notes());
        });
    }
}
