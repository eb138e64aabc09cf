package io.github.dynamocached.example.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.dynamodb.TableWrites;
import io.github.dynamocached.example.Answer;
import io.github.dynamocached.example.RunningService;
import io.github.dynamocached.example.ServiceClient;
import io.github.dynamocached.servers.RedisServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;

@RunningService
class UserServiceTests {

    private static final String GRACE = """
            {"name": "Grace", "email": "grace@example.com", "plan": "team", "since": "2026-01-31"}
            """;

    @Autowired
    private RedisServer redis;

    @Autowired
    private DynamoDbClient dynamoDb;

    private final ServiceClient service;

    UserServiceTests(@LocalServerPort int port) {
        service = new ServiceClient(port);
    }

    @BeforeEach
    void awaitCache() {
        service.awaitCache();
    }

    @Test
    void theFirstReadIsAMissWithReadUnitsAndTheSecondAHitWithNone() {
        Answer first = service.get("/users/user123");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.cache()).containsExactly("MISS");
        assertThat(first.header("Age")).isEqualTo("absent");
        assertThat(first.readUnits()).isPositive();

        Answer second = service.get("/users/user123");
        assertThat(second.cache()).containsExactly("HIT");
        assertThat(second.header("Age")).containsOnlyDigits();
        assertThat(second.readUnits()).isZero();
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void aSeededUserHasAllItsAttributes() {
        assertThat(service.get("/users/user124").json().propertyNames())
                .containsExactlyInAnyOrder("id", "name", "email", "plan", "since");
        assertThat(service.get("/users/user1000").text("/id")).isEqualTo("user1000");
        assertThat(service.get("/users/user1001").status()).isEqualTo(404);
    }

    @Test
    void aPutEvicts() {
        warm("/users/user200");
        Answer put = service.put("/users/user200", GRACE);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.cache()).isEmpty();
        assertThat(put.readUnits()).isZero();

        Answer next = service.get("/users/user200");
        assertThat(next.cache()).containsExactly("MISS");
        assertThat(next.text("/name")).isEqualTo("Grace");
        assertThat(next.text("/since")).isEqualTo("2026-01-31");
        assertThat(service.get("/users/user200").cache()).containsExactly("HIT");
    }

    @Test
    void aPutOfANewUserEvictsItsAbsence() {
        assertThat(service.get("/users/grace").status()).isEqualTo(404);
        service.put("/users/grace", GRACE);
        assertThat(service.get("/users/grace").text("/name")).isEqualTo("Grace");
    }

    /** The update stands for one by another program, which the application does not see. */
    @Test
    void aPlainDelFromAnotherProgramEvicts() {
        warm("/users/user201");
        dynamoDb.updateItem(update -> update.tableName("users")
                .overrideConfiguration(TableWrites.withoutEviction(
                        AwsRequestOverrideConfiguration.builder().build()))
                .key(Map.of("id", AttributeValue.fromS("user201")))
                .attributeUpdates(Map.of(
                        "name",
                        AttributeValueUpdate.builder()
                                .action(AttributeAction.PUT)
                                .value(AttributeValue.fromS("Ada"))
                                .build())));
        assertThat(service.get("/users/user201").text("/name")).isNotEqualTo("Ada");

        assertThat(redis.execute("DEL", "dynamocached:users:user201")).isEqualTo(1L);
        Answer next = service.get("/users/user201");
        assertThat(next.cache()).containsExactly("MISS");
        assertThat(next.text("/name")).isEqualTo("Ada");
    }

    @Test
    void theEntryIsAHashWhoseAttributesRedisCliShows() {
        Answer user = warm("/users/user202");
        assertThat(redis.execute("HGET", "dynamocached:users:user202", "name")).isEqualTo(user.text("/name"));
        assertThat(redis.execute("HGET", "dynamocached:users:user202", "email")).isEqualTo(user.text("/email"));
    }

    @Test
    void theEntryTakesLittleMoreMemoryThanItsJson() {
        for (int number = 401; number <= 410; number++) {
            Answer user = warm("/users/user" + number);
            String entry = "dynamocached:users:user" + number;
            String json = "dynamocached:texts:user" + number;
            redis.execute("SET", json, user.response().body(), "EX", 60);
            assertThat(redis.execute("OBJECT", "ENCODING", entry)).isEqualTo("listpack");
            assertThat(memoryOf(entry)).isLessThanOrEqualTo(1.4 * memoryOf(json));
        }
    }

    private double memoryOf(String key) {
        return Objects.requireNonNull((Long) redis.execute("MEMORY", "USAGE", key));
    }

    @Test
    void aDeletedUserIsGoneAndItsAbsenceIsCached() {
        warm("/users/user203");
        assertThat(service.delete("/users/user203").status()).isEqualTo(204);

        Answer first = service.get("/users/user203");
        assertThat(first.status()).isEqualTo(404);
        assertThat(first.cache()).containsExactly("MISS");
        assertThat(first.readUnits()).isPositive();
        Answer second = service.get("/users/user203");
        assertThat(second.status()).isEqualTo(404);
        assertThat(second.cache()).containsExactly("HIT");
        assertThat(second.readUnits()).isZero();
    }

    @Test
    void manyUsersAreReadAtOnceAndOnlyThoseThatAreNotCachedFromDynamoDb() {
        warm("/users/user301");
        Answer first = service.get("/users?ids=user302,user301,nobody301,user302");
        assertThat(first.json().findValuesAsString("id")).containsExactly("user302", "user301", "user302");
        assertThat(first.cache())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).matches("HIT; cache=users; age=\\d+"))
                .contains("MISS; cache=users; keys=2");
        assertThat(first.readUnits()).isPositive();

        Answer second = service.get("/users?ids=user301,user302,nobody301");
        assertThat(second.cache()).singleElement().asString().matches("HIT; cache=users; keys=3; age=\\d+");
        assertThat(second.readUnits()).isZero();
        assertThat(service.get("/users/user302").cache()).containsExactly("HIT");
    }

    @Test
    void aCardComesFromTheEntryOfTheUser() {
        Answer user = warm("/users/user310");
        Answer card = service.get("/users/user310/card");
        assertThat(card.cache()).containsExactly("HIT");
        assertThat(card.readUnits()).isZero();
        assertThat(card.json().propertyNames()).containsExactlyInAnyOrder("name", "plan");
        assertThat(card.text("/name")).isEqualTo(user.text("/name"));
        assertThat(card.text("/plan")).isEqualTo(user.text("/plan"));
    }

    @Test
    void aPutEvictsCardsToo() {
        warm("/users/user311/card");
        service.put("/users/user311", GRACE);
        Answer card = service.get("/users/user311/card");
        assertThat(card.cache()).containsExactly("MISS");
        assertThat(card.text("/name")).isEqualTo("Grace");
        assertThat(service.get("/users/nobody311/card").status()).isEqualTo(404);
    }

    @Test
    void anUnknownUserIsAProblem() {
        Answer answer = service.get("/users/nobody");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/detail")).isEqualTo("There is no user nobody.");
    }

    @Test
    void badInputIsAProblemAndChangesNothing() {
        Answer before = service.get("/users/user204");
        for (String bad : List.of(
                "nonsense",
                "{}",
                GRACE.replace("Grace", " "),
                GRACE.replace("@", " at "),
                GRACE.replace("2026-01-31", "yesterday"),
                GRACE.replace("2026-01-31", "9999-01-31"))) {
            Answer answer = service.put("/users/user204", bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(service.put("/users/user204", GRACE.replace("@", " at ")).text("/detail"))
                .isEqualTo("email must be a well-formed email address.");
        assertThat(service.get("/users/user204").json()).isEqualTo(before.json());
    }

    private Answer warm(String path) {
        service.get(path);
        Answer warm = service.get(path);
        assertThat(warm.cache()).containsExactly("HIT");
        return warm;
    }
}
