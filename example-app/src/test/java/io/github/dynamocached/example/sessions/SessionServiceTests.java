package io.github.dynamocached.example.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.example.Answer;
import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.ServiceClient;
import io.github.dynamocached.servers.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;

@RunningService
class SessionServiceTests {

    private static final List<String> MISSES =
            List.of("MISS; cache=sessions", "MISS; cache=summaries", "MISS; cache=turns");
    private static final String HELLO = "{\"role\": \"customer\", \"text\": \"Hello?\"}";

    @Autowired
    private DynamoDbClient dynamoDb;

    @Autowired
    private RedisServer redis;

    private final ServiceClient service;

    SessionServiceTests(@LocalServerPort int port) {
        service = new ServiceClient(port);
    }

    @BeforeEach
    void awaitCache() {
        service.awaitCache();
    }

    @Test
    void theContextIsTheSessionItsNewestSummaryAndItsLastTurnsInOrder() {
        JsonNode context = service.get("/sessions/session42/context?turns=3").json();
        int count = context.at("/session/turnCount").asInt();
        assertThat(context.at("/session/id").asString()).isEqualTo("session42");
        assertThat(context.at("/summary/upToTurn").asInt()).isPositive();
        assertThat(context.at("/summary/text").asString()).startsWith("The customer writes about ");
        assertThat(context.at("/turns")
                        .valueStream()
                        .map(turn -> turn.at("/sequence").asInt()))
                .containsExactly(count - 2, count - 1, count);
    }

    @Test
    void everyCacheSaysWhereItsPartCameFrom() {
        Answer first = service.get("/sessions/session43/context");
        assertThat(first.cache()).isEqualTo(MISSES);
        assertThat(first.readUnits()).isPositive();

        Answer second = service.get("/sessions/session43/context");
        assertThat(second.cache()).hasSize(3);
        assertThat(second.cache().get(0)).matches("HIT; cache=sessions; age=\\d+");
        assertThat(second.cache().get(1)).matches("HIT; cache=summaries; age=\\d+");
        assertThat(second.cache().get(2)).matches("HIT; cache=turns; age=\\d+");
        assertThat(second.header("Age")).containsOnlyDigits();
        assertThat(second.readUnits()).isZero();
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void warmedUpSessionsCostNothingAndThoseThatWereWarmCostNoLoad() {
        warm("/sessions/session60/context");
        Answer warmedUp = service.post(
                "/sessions/warm-up",
                "{\"ids\": [\"session60\", \"session61\", \"session62\", \"nobody\"], \"perSecond\": 1000}");
        assertThat(warmedUp.status()).isEqualTo(200);
        assertThat(warmedUp.json().at("/hits").asInt()).isEqualTo(1);
        assertThat(warmedUp.json().at("/loads").asInt()).isEqualTo(2);
        assertThat(warmedUp.json().at("/failures").asInt()).isEqualTo(1);
        assertThat(warmedUp.json().at("/complete").asBoolean()).isTrue();
        assertThat(service.get("/sessions/session61/context").readUnits()).isZero();
        assertThat(service.get("/sessions/session62/context").readUnits()).isZero();
    }

    @Test
    void aWarmUpOfNothingIsAProblem() {
        assertThat(service.post("/sessions/warm-up", "{\"ids\": [], \"perSecond\": 10}")
                        .status())
                .isEqualTo(400);
        assertThat(service.post("/sessions/warm-up", "{\"ids\": [\"session1\"], \"perSecond\": 0}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void anotherNumberOfTurnsIsAnotherVariantOfTheSameKey() {
        warm("/sessions/session44/context?turns=2");
        Answer four = service.get("/sessions/session44/context?turns=4");
        assertThat(four.cache().get(2)).isEqualTo("MISS; cache=turns");
        assertThat(four.json().at("/turns")).hasSize(4);
        warm("/sessions/session44/context?turns=2");

        service.post("/sessions/session44/turns", HELLO);
        assertThat(service.get("/sessions/session44/context?turns=4").cache()).isEqualTo(MISSES);
        assertThat(service.get("/sessions/session44/context?turns=2").cache().get(2))
                .isEqualTo("MISS; cache=turns");
    }

    @Test
    void aNewTurnEvictsTheContextOfItsSessionAndNothingElse() {
        Answer before = warm("/sessions/session45/context");
        warm("/sessions/session46/context");
        service.get("/users/user300");

        Answer post = service.post("/sessions/session45/turns", HELLO);
        assertThat(post.status()).isEqualTo(201);
        int sequence = before.json().at("/session/turnCount").asInt() + 1;
        assertThat(post.json().at("/sequence").asInt()).isEqualTo(sequence);

        Answer after = service.get("/sessions/session45/context?turns=1");
        assertThat(after.cache()).isEqualTo(MISSES);
        assertThat(after.json().at("/session/turnCount").asInt()).isEqualTo(sequence);
        assertThat(after.text("/turns/0/text")).isEqualTo("Hello?");
        assertThat(service.get("/sessions/session46/context").cache()).allMatch(line -> line.startsWith("HIT; "));
        assertThat(service.get("/users/user300").cache()).containsExactly("HIT");
    }

    @Test
    void turnsAreCompressedInDynamoDb() {
        String text = "It happens again and again. ".repeat(100);
        service.post("/sessions/session47/turns", "{\"role\": \"agent\", \"text\": \"" + text + "\"}");
        JsonNode context = service.get("/sessions/session47/context?turns=1").json();
        assertThat(context.at("/turns/0/text").asString()).isEqualTo(text);

        String sortKey = "TURN#%06d".formatted(context.at("/turns/0/sequence").asInt());
        Map<String, AttributeValue> stored = dynamoDb.getItem(get -> get.tableName("sessions")
                        .key(Map.of(
                                "pk", AttributeValue.fromS("SESSION#session47"), "sk", AttributeValue.fromS(sortKey))))
                .item();
        assertThat(stored).hasEntrySatisfying("text", attribute -> {
            assertThat(attribute.b().asByteArray()).hasSizeLessThan(200);
            assertThat(new CompressedText().transformTo(attribute)).isEqualTo(text);
        });
    }

    @Test
    void concurrentTurnsGetANumberEach() {
        int before = service.get("/sessions/session48/context")
                .json()
                .at("/session/turnCount")
                .asInt();
        List<Integer> sequences = IntStream.range(0, 16)
                .parallel()
                .mapToObj(turn -> service.post("/sessions/session48/turns", HELLO))
                .map(answer -> answer.json().at("/sequence").asInt())
                .sorted()
                .toList();
        assertThat(sequences).doesNotHaveDuplicates().hasSize(16).first().isEqualTo(before + 1);
        assertThat(service.get("/sessions/session48/context?turns=16")
                        .json()
                        .at("/turns")
                        .valueStream()
                        .map(turn -> turn.at("/sequence").asInt()))
                .isEqualTo(sequences);
    }

    /** DynamoDB may need days to delete what has expired. */
    @Test
    @Tag("full")
    void expiredItemsAreNotShownAndNoEntryOutlivesThem() {
        Instant end = Instant.now().plusSeconds(3);
        put("short", SessionItem.META, end, "turnCount", AttributeValue.fromN("2"));
        put("short", "TURN#000001", end, "sequence", AttributeValue.fromN("1"));
        put("short", "TURN#000002", Instant.now().plusSeconds(600), "sequence", AttributeValue.fromN("2"));
        Answer alive = warm("/sessions/short/context");
        assertThat(alive.json().at("/turns")).hasSize(2);
        assertThat((Long) redis.execute("PTTL", "dynamocached:sessions:short")).isLessThanOrEqualTo(33_000L);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(service.get("/sessions/short/context").status())
                                .isEqualTo(404));
        assertThat(Instant.now()).isAfterOrEqualTo(end.truncatedTo(ChronoUnit.SECONDS));
        assertThat(service.post("/sessions/short/turns", HELLO).status()).isEqualTo(404);
        put("short", SessionItem.META, Instant.now().plusSeconds(600), "turnCount", AttributeValue.fromN("2"));
        redis.execute("DEL", "dynamocached:sessions:short");
        assertThat(service.get("/sessions/short/context")
                        .json()
                        .at("/turns")
                        .valueStream()
                        .map(turn -> turn.at("/sequence").asInt()))
                .containsExactly(2);
    }

    private void put(String session, String sortKey, Instant end, String name, AttributeValue value) {
        dynamoDb.putItem(item -> item.tableName("sessions")
                .item(Map.of(
                        "pk",
                        AttributeValue.fromS("SESSION#" + session),
                        "sk",
                        AttributeValue.fromS(sortKey),
                        "expiresAt",
                        AttributeValue.fromN(String.valueOf(end.getEpochSecond())),
                        name,
                        value)));
    }

    @Test
    void anUnknownSessionIsAProblem() {
        assertUnknown(service.get("/sessions/nothing/context"));
        assertUnknown(service.post("/sessions/nothing/turns", HELLO));
        assertUnknown(service.get("/sessions/nothing/context"));
    }

    @Test
    void badInputIsAProblem() {
        assertBad(service.get("/sessions/session42/context?turns=0"));
        assertBad(service.get("/sessions/session42/context?turns=101"));
        assertBad(service.get("/sessions/session42/context?turns=many"));
        assertThat(service.get("/sessions/session42/context?turns=0").text("/detail"))
                .isEqualTo("turns must be greater than or equal to 1.");
        assertThat(service.post("/sessions/session42/turns", "{\"role\": \"customer\"}")
                        .text("/detail"))
                .isEqualTo("text must not be blank.");
        assertBad(service.post("/sessions/session42/turns", "nonsense"));
        assertBad(service.post("/sessions/session42/turns", "{}"));
        assertBad(service.post("/sessions/session42/turns", HELLO.replace("customer", "stranger")));
        assertBad(service.post("/sessions/session42/turns", HELLO.replace("Hello?", " ")));
        assertBad(service.post("/sessions/session42/turns", HELLO.replace("Hello?", "x".repeat(20_001))));
    }

    private static void assertUnknown(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/detail")).isEqualTo("There is no session nothing.");
    }

    private static void assertBad(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    private Answer warm(String path) {
        service.get(path);
        Answer warm = service.get(path);
        assertThat(warm.cache()).allMatch(line -> line.startsWith("HIT; "));
        return warm;
    }
}
