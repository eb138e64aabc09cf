package io.github.dynamocached.example.chat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBatch;
import org.redisson.api.RMapAsync;
import org.redisson.client.codec.StringCodec;
import org.springframework.stereotype.Component;

/**
 * Who is connected to what, over all instances: from a connection to its user and session, from a user to connections, and
 * from a session to connections. The last is the presence. All of it ends by itself unless the client renews it: a client
 * that dies without a word is offline a few seconds later.
 */
@Component
class ConnectionMap {

    private final ChatRedis redis;
    private final Duration life;

    ConnectionMap(ChatRedis redis, ChatSettings settings) {
        this.redis = redis;
        this.life = settings.presence();
    }

    /** Adds a connection or renews it. Redis may have lost it meanwhile, so both are the same. */
    @SuppressWarnings("FutureReturnValueIgnored") // the batch fails with its commands
    void renew(Connection connection) {
        redis.ask(client -> {
            RBatch batch = client.createBatch();
            RMapAsync<String, String> map = batch.getMap(keyOf(connection.id()), StringCodec.INSTANCE);
            map.putAllAsync(Map.of("session", connection.session(), "user", connection.user()));
            map.expireAsync(life);
            inSession(connection.session()).add(batch, member(connection.id(), connection.user()));
            ofUser(connection.user()).add(batch, member(connection.id(), connection.session()));
            return batch.executeAsync();
        });
    }

    /** Removes a connection that has ended. */
    @SuppressWarnings("FutureReturnValueIgnored") // the batch fails with its commands
    void remove(Connection connection) {
        redis.ask(client -> {
            RBatch batch = client.createBatch();
            batch.getMap(keyOf(connection.id()), StringCodec.INSTANCE).deleteAsync();
            inSession(connection.session()).remove(batch, member(connection.id(), connection.user()));
            ofUser(connection.user()).remove(batch, member(connection.id(), connection.session()));
            return batch.executeAsync();
        });
    }

    /** Who is online in a session. */
    Online online(String session) {
        return redis.ask(inSession(session)::members)
                .map(members -> new Online(
                        true,
                        members.stream()
                                .map(ConnectionMap::otherOf)
                                .distinct()
                                .sorted()
                                .toList()))
                .orElse(Online.UNKNOWN);
    }

    /** The connections of a user, or empty if Redis does not answer. */
    Optional<List<Connection>> of(String user) {
        return redis.ask(ofUser(user)::members)
                .map(members -> members.stream()
                        .map(member -> new Connection(idOf(member), otherOf(member), user))
                        .toList());
    }

    /** A connection by its id: none if there is no such connection, or empty if Redis does not answer. */
    Optional<List<Connection>> find(String id) {
        return redis.ask(client -> client.<String, String>getMap(keyOf(id), StringCodec.INSTANCE)
                        .readAllMapAsync())
                .map(fields -> connections(id, fields.get("session"), fields.get("user")));
    }

    private static List<Connection> connections(String id, @Nullable String session, @Nullable String user) {
        return session == null || user == null ? List.of() : List.of(new Connection(id, session, user));
    }

    private static String keyOf(String id) {
        return "chat:connection:" + id;
    }

    private ExpiringSet inSession(String session) {
        return new ExpiringSet("chat:session:" + session + ":connections", life);
    }

    private ExpiringSet ofUser(String user) {
        return new ExpiringSet("chat:user:" + user + ":connections", life);
    }

    private static String member(String id, String other) {
        return id + ' ' + other;
    }

    private static String idOf(String member) {
        return member.substring(0, member.indexOf(' '));
    }

    private static String otherOf(String member) {
        return member.substring(member.indexOf(' ') + 1);
    }
}
