package io.github.dynamocached.example.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.example.Answer;
import io.github.dynamocached.example.ChatReader;
import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.ServiceClient;
import io.github.dynamocached.servers.RedisServer;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@RunningService
class ChatTests {

    @Autowired
    private RedisServer redis;

    private final ServiceClient service;

    ChatTests(@LocalServerPort int port) {
        service = new ServiceClient(port);
    }

    @BeforeEach
    void awaitCache() {
        service.awaitCache();
    }

    @Test
    void aMessageReachesEachReaderOnce() throws Exception {
        try (ChatReader ada = service.chat("session80", "ada");
                ChatReader ben = service.chat("session80", "ben")) {
            int sequence = sent("session80", "ada", "Is Ben there?");
            ada.awaitTurn(sequence);
            ben.awaitTurn(sequence);
            ben.awaitTurn(sent("session80", "ada", "It seems so."));

            assertThat(ben.sequences()).isSorted().doesNotHaveDuplicates().endsWith(sequence, sequence + 1);
            ChatReader.Event event = ben.named("turn").get(ben.sequences().indexOf(sequence));
            assertThat(event.id()).isEqualTo(String.valueOf(sequence));
            assertThat(event.data().at("/author").asString()).isEqualTo("ada");
            assertThat(event.data().at("/text").asString()).isEqualTo("Is Ben there?");
        }
    }

    @Test
    void aReaderThatConnectsAgainGetsAllThatItHasMissed() throws Exception {
        int seen = sent("session81", "carl", "The last one that Dora sees.");
        List<Integer> missed = IntStream.rangeClosed(1, 12)
                .map(message -> service.post(
                                "/sessions/session81/turns", "{\"role\": \"agent\", \"text\": \"Are you there?\"}")
                        .json()
                        .at("/sequence")
                        .asInt())
                .boxed()
                .toList();
        try (ChatReader dora = ChatReader.open(service, "session81", "dora", seen)) {
            dora.awaitTurn(seen + 12);
            assertThat(dora.sequences()).isEqualTo(missed);
        }
    }

    @Test
    void whoWritesTooFastHasToWaitAndOthersDoNot() {
        sentMany("emil", 5);
        Answer refused = send("session82", "emil", "One too many");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("/detail")).startsWith("More than 5 messages in 10 s. Send the next one in ");
        sent("session82", "fay", "I may write.");

        assertThat(List.of("chat:rate:emil", "{chat:rate:emil}:value", "{chat:rate:emil}:permits"))
                .allSatisfy(key -> assertThat((Long) redis.execute("PTTL", key)).isBetween(1L, 20_000L));
    }

    /** Makes the oldest messages older instead of waiting. */
    @Test
    void theWindowOfTheLimitSlides() {
        sentMany("finn", 5);
        makeOlder("finn", 3, 7_000);
        Answer refused = send("session82", "finn", "Too early");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3);

        makeOlder("finn", 3, 3_000);
        sentMany("finn", 3);
        assertThat(send("session82", "finn", "One too many").status()).isEqualTo(429);
    }

    private void sentMany(String user, int messages) {
        for (int message = 1; message <= messages; message++) {
            sent("session82", user, "Message " + message);
        }
    }

    private void makeOlder(String user, int messages, int millis) {
        redis.execute(
                "EVAL",
                "for _, permit in ipairs(redis.call('zrange', KEYS[1], 0, ARGV[1] - 1)) do"
                        + " redis.call('zincrby', KEYS[1], -ARGV[2], permit) end",
                "1",
                "{chat:rate:" + user + "}:permits",
                String.valueOf(messages),
                String.valueOf(millis));
    }

    @Test
    void connectionsAreFoundByIdByUserAndBySession() throws Exception {
        String id;
        try (ChatReader gita = service.chat("session83", "gita");
                ChatReader sameUser = service.chat("session84", "gita")) {
            id = gita.connection();
            await().untilAsserted(() -> {
                gita.renew();
                sameUser.renew();
                JsonNode connection = service.get("/chat/connections/" + id).json();
                assertThat(connection.at("/user").asString()).isEqualTo("gita");
                assertThat(connection.at("/session").asString()).isEqualTo("session83");
                assertThat(service.get("/chat/users/gita/connections")
                                .json()
                                .valueStream()
                                .map(each -> each.at("/session").asString()))
                        .containsExactlyInAnyOrder("session83", "session84");
                assertThat(online("session83")).isEqualTo("[\"gita\"]");
            });
        }
        await().untilAsserted(() -> {
            assertThat(online("session83")).isEqualTo("[]");
            assertThat(service.get("/chat/users/gita/connections").json()).isEmpty();
            assertThat(service.get("/chat/connections/" + id).status()).isEqualTo(404);
        });
    }

    @Test
    void aClientThatDiesWithoutAWordIsOfflineSoonAndOnlineAgainWhenItSpeaks() throws Exception {
        try (ChatReader hugo = service.chat("session85", "hugo");
                ChatReader ines = service.chat("session85", "ines")) {
            await().until(() -> {
                ines.renew();
                return shownTo(ines).equals("[\"ines\"]");
            });
            assertThat(service.get("/chat/connections/" + hugo.connection()).status())
                    .isEqualTo(404);

            await().until(() -> {
                hugo.renew();
                ines.renew();
                return shownTo(ines).equals("[\"hugo\",\"ines\"]");
            });
        }
    }

    @Test
    @Tag("full")
    void aLockThatNobodyReleasesDelaysAMessageAndNoMore() {
        redis.execute("HSET", "chat:lock:session86", "dead-instance:1", "1");
        redis.execute("PEXPIRE", "chat:lock:session86", "60000");
        int sequence = sent("session86", "jan", "I do not wait for the dead.");
        assertThat(service.get("/sessions/session86/context?turns=1")
                        .json()
                        .at("/turns/0/sequence")
                        .asInt())
                .isEqualTo(sequence);
        assertThat(redis.execute("EXISTS", "chat:lock:session86")).isEqualTo(1L);
        redis.execute("DEL", "chat:lock:session86");
    }

    @Test
    void activeSessionsAreLoadedBeforeTheirNextReader() {
        sent("session87", "kim", "Somebody will read this.");
        Answer prefetch = service.post("/chat/prefetch", "{}");
        assertThat(prefetch.status()).isEqualTo(200);
        assertThat(prefetch.json().at("/failures").asInt()).isZero();
        Answer context = service.get("/sessions/session87/context");
        assertThat(context.readUnits()).isZero();
        assertThat(context.text("/turns/9/text")).isEqualTo("Somebody will read this.");
    }

    @Test
    void badInputIsAProblem() {
        assertThat(service.get("/chat/sessions/nothing/events?user=lea").status())
                .isEqualTo(404);
        assertThat(send("nothing", "lea", "Hello?").status()).isEqualTo(404);
        assertThat(service.get("/chat/sessions/session88/events?user=l%20e%20a").status())
                .isEqualTo(400);
        assertThat(send("session88", "l e a", "Hello?").status()).isEqualTo(400);
        assertThat(send("session88", "lea", " ").status()).isEqualTo(400);
        assertThat(service.get("/chat/connections/nothing").status()).isEqualTo(400);
        assertThat(service.get("/chat/connections/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }

    private int sent(String session, String user, String text) {
        Answer answer = send(session, user, text);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json().at("/sequence").asInt();
    }

    private Answer send(String session, String user, String text) {
        return service.post(
                "/chat/sessions/" + session + "/messages",
                "{\"user\": \"%s\", \"role\": \"customer\", \"text\": \"%s\"}".formatted(user, text));
    }

    private String online(String session) {
        return service.get("/chat/sessions/" + session + "/online")
                .json()
                .at("/users")
                .toString();
    }

    private static String shownTo(ChatReader reader) {
        List<ChatReader.Event> shown = reader.named("presence");
        return shown.isEmpty()
                ? "nothing"
                : shown.get(shown.size() - 1).data().at("/users").toString();
    }
}
