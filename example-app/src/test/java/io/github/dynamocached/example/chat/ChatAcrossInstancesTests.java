package io.github.dynamocached.example.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.example.Answer;
import io.github.dynamocached.example.ChatReader;
import io.github.dynamocached.example.ChildApplication;
import io.github.dynamocached.example.RunningInstance;
import io.github.dynamocached.example.ServiceClient;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.RespConnection;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** A chat over two processes of the service, with one Redis and one DynamoDB. */
@Tag("full")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChatAcrossInstancesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MESSAGES = 100;
    private static final int MESSAGES_OF_A_USER = 5;

    private static RedisServer redis;
    private static RunningInstance one;
    private static RunningInstance other;

    @BeforeAll
    static void startBoth() throws Exception {
        redis = RedisServer.start();
        one = RunningInstance.on(redis, "chat");
        other = RunningInstance.on(redis, "chat");
    }

    @AfterAll
    static void stopAll() {
        other.close();
        one.close();
        redis.close();
    }

    @Test
    void twoWritersAtOnceLoseNothingAndKeepTheirOrder() throws Exception {
        assertOrderOf("session101");
    }

    /** What a lock is worth that expires under its owner, again and again. */
    @Test
    void theyDoSoAlsoIfTheirLockIsLost() throws Exception {
        ExecutorService thief = Executors.newSingleThreadExecutor();
        try {
            Future<?> theft = thief.submit(() -> {
                try (RespConnection connection = redis.connect()) {
                    while (!Thread.currentThread().isInterrupted()) {
                        connection.execute("DEL", "chat:lock:session102");
                    }
                }
            });
            assertOrderOf("session102");
            assertThat(theft.isDone()).isFalse();
        } finally {
            thief.shutdownNow();
        }
    }

    @Test
    void theLimitOfAUserCountsOverBothInstances() {
        List<ServiceClient> services = List.of(one.service(), other.service());
        for (int message = 0; message < MESSAGES_OF_A_USER; message++) {
            assertThat(send(services.get(message % 2), "session103", "lea", "m" + message)
                            .status())
                    .isEqualTo(201);
        }
        for (ServiceClient service : services) {
            Answer refused = send(service, "session103", "lea", "One too many");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
        }
        await().atMost(PATIENCE)
                .until(() -> send(other.service(), "session103", "lea", "Later").status() == 201);
    }

    @Test
    void aMessageThroughOneInstanceIsShownByTheOtherFromTheCommonCache() throws Exception {
        try (ChatReader here = one.service().chat("session104", "max");
                ChatReader there = other.service().chat("session104", "noa")) {
            await().atMost(PATIENCE)
                    .until(() -> there.named("presence").stream()
                            .anyMatch(shown ->
                                    shown.data().at("/users").toString().equals("[\"max\",\"noa\"]")));
            int sequence = send(one.service(), "session104", "max", "Over there?")
                    .json()
                    .at("/sequence")
                    .asInt();
            here.awaitTurn(sequence);
            there.awaitTurn(sequence);
            assertThat(one.service().get("/sessions/session104/context").cache().get(2))
                    .startsWith("HIT; cache=turns");
        }
    }

    /** A hung Redis accepts connections and answers nothing. */
    @Test
    void anInstanceThatStartsWhileRedisHangsChatsAndFindsItsReadersLater() throws Exception {
        try (RedisServer hung = RedisServer.start()) {
            hung.pause();
            try (ChildApplication late = ChildApplication.started(
                    "--spring.profiles.active=aws",
                    "--example.dynamodb.endpoint=" + SharedServers.dynamoDb().endpoint(),
                    "--spring.data.redis.url=" + hung.uri(),
                    "--dynamocached.streams.tables=")) {
                ServiceClient service = late.awaitService();
                try (ChatReader reader = service.chat("session107", "pia")) {
                    for (int message = 1; message <= 6; message++) {
                        Answer answer = send(service, "session107", "pia", "Message " + message);
                        assertThat(answer.status()).isEqualTo(201);
                        reader.awaitTurn(answer.json().at("/sequence").asInt());
                    }
                    hung.resume();
                    await().atMost(PATIENCE).untilAsserted(() -> {
                        reader.renew();
                        assertThat(service.get("/chat/sessions/session107/online")
                                        .json()
                                        .at("/users")
                                        .toString())
                                .isEqualTo("[\"pia\"]");
                    });
                }
                service.awaitCache();
            }
        }
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void withoutRedisBothGoOnAndLoseNothing() throws Exception {
        redis.kill();
        try {
            assertOrderOf("session105");
        } finally {
            redis.restart();
        }
        one.service().awaitCache();
        other.service().awaitCache();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void thePresenceOfClientsOfADeadInstanceExpires() throws Exception {
        await().atMost(PATIENCE).until(() -> isKnown(one.service()) && isKnown(other.service()));
        try (ChatReader lost = other.service().chat("session106", "olli")) {
            assertThat(online("session106").at("/users").toString()).isEqualTo("[\"olli\"]");
            String connection = lost.connection();
            other.process().process().destroyForcibly();

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(online("session106").at("/known").asBoolean()).isTrue();
                assertThat(online("session106").at("/users").toString()).isEqualTo("[]");
                assertThat(one.service().get("/chat/users/olli/connections").json())
                        .isEmpty();
                assertThat(one.service().get("/chat/connections/" + connection).status())
                        .isEqualTo(404);
            });
        }
    }

    /** Two writers send at once, each through its instance, while two readers look on. */
    private static void assertOrderOf(String session) throws Exception {
        int before = one.service()
                .get("/sessions/" + session + "/context")
                .json()
                .at("/session/turnCount")
                .asInt();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try (ChatReader reader = one.service().chat(session, "reader");
                ChatReader otherReader = other.service().chat(session, "other-reader")) {
            Future<List<Integer>> first = writers.submit(() -> sendAll(one.service(), session, "a"));
            Future<List<Integer>> second = writers.submit(() -> sendAll(other.service(), session, "b"));
            List<Integer> numbersOfFirst = first.get();
            List<Integer> numbersOfSecond = second.get();

            List<Integer> all = IntStream.rangeClosed(before + 1, before + 2 * MESSAGES)
                    .boxed()
                    .toList();
            List<Integer> sent = new ArrayList<>(numbersOfFirst);
            sent.addAll(numbersOfSecond);
            assertThat(sent).containsExactlyInAnyOrderElementsOf(all);
            assertThat(numbersOfFirst).isSorted();
            assertThat(numbersOfSecond).isSorted();
            reader.awaitTurn(before + 2 * MESSAGES);
            otherReader.awaitTurn(before + 2 * MESSAGES);
            assertThat(newIn(reader, before)).isEqualTo(all);
            assertThat(newIn(otherReader, before)).isEqualTo(all);
            assertThat(textsOf(reader, before, "a")).isEqualTo(texts("a"));
            assertThat(textsOf(otherReader, before, "b")).isEqualTo(texts("b"));
        } finally {
            writers.shutdownNow();
        }
    }

    /** The numbers of a writer's turns, in the order in which it sent them. No user sends more than a user may. */
    private static List<Integer> sendAll(ServiceClient service, String session, String writer) {
        List<Integer> numbers = new ArrayList<>();
        for (String text : texts(writer)) {
            String user = session + writer + numbers.size() / MESSAGES_OF_A_USER;
            Answer answer = send(service, session, user, text);
            assertThat(answer.status()).isEqualTo(201);
            numbers.add(answer.json().at("/sequence").asInt());
        }
        return numbers;
    }

    private static List<String> texts(String writer) {
        return IntStream.rangeClosed(1, MESSAGES)
                .mapToObj(number -> writer + ' ' + number)
                .toList();
    }

    private static List<Integer> newIn(ChatReader reader, int before) {
        return reader.sequences().stream().filter(sequence -> sequence > before).toList();
    }

    private static List<String> textsOf(ChatReader reader, int before, String writer) {
        return reader.named("turn").stream()
                .filter(turn -> turn.data().at("/sequence").asInt() > before)
                .map(turn -> turn.data().at("/text").asString())
                .filter(text -> text.startsWith(writer + ' '))
                .toList();
    }

    private static boolean isKnown(ServiceClient service) {
        return service.get("/chat/sessions/session106/online")
                .json()
                .at("/known")
                .asBoolean();
    }

    private static JsonNode online(String session) {
        return one.service().get("/chat/sessions/" + session + "/online").json();
    }

    private static Answer send(ServiceClient service, String session, String user, String text) {
        return service.post(
                "/chat/sessions/" + session + "/messages",
                "{\"user\": \"%s\", \"role\": \"agent\", \"text\": \"%s\"}".formatted(user, text));
    }
}
