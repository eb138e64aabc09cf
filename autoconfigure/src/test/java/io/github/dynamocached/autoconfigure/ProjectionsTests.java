package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;

/** Some attributes of an entity, read as the entity itself: they are returned, and never lie where the whole entity does. */
class ProjectionsTests {

    private static final String PREFIX = "test-" + UUID.randomUUID();

    private final RedisServer redis = SharedServers.redis();
    private final ApplicationContextRunner application = Applications.runner()
            .withBean(Members.class, () -> new Members(LocalServers.dynamoDb(), "members-" + UUID.randomUUID()))
            .withPropertyValues(
                    "spring.data.redis.url=" + redis.uri(),
                    "dynamocached.key-prefix=" + PREFIX,
                    "dynamocached.defaults.hold-off=0s",
                    "dynamocached.defaults.early-refresh=0",
                    "dynamocached.redis.timeout=5s",
                    "dynamocached.redis.evict-timeout=5s");

    static class Members {

        private final DynamoDbTable<Member> table;
        private int calls;

        Members(DynamoDbEnhancedClient client, String tableName) {
            this.table = client.table(tableName, TableSchema.fromBean(Member.class));
        }

        void create() {
            table.createTable();
            Member ann = Member.of("1", "Ann");
            ann.setEmail("ann@example.com");
            table.putItem(ann);
        }

        int calls() {
            return calls;
        }

        @DynamoCached(cache = "members", key = "#id")
        public @Nullable Member find(String id) {
            calls++;
            return table.getItem(Key.builder().partitionValue(id).build());
        }

        private Optional<Member> projected(String id) {
            calls++;
            QueryConditional ofId = QueryConditional.keyEqualTo(key -> key.partitionValue(id));
            return table.query(query -> query.queryConditional(ofId).attributesToProject("id", "name")).items().stream()
                    .findFirst();
        }

        @DynamoCached(cache = "members", key = "#id")
        public Optional<Member> summary(String id) {
            return projected(id);
        }

        @DynamoCached(
                cache = "members",
                key = "#id",
                fields = {"id", "name"})
        public Optional<Member> fields(String id) {
            return projected(id);
        }

        @DynamoCached(cache = "members", key = "#id", variant = "'summary'")
        public Optional<Member> variant(String id) {
            return projected(id);
        }
    }

    private void play(Consumer<Members> scenario) {
        application.run(context -> {
            LocalServers.awaitRedis(context);
            Members members = context.getBean(Members.class);
            members.create();
            redis.execute("DEL", PREFIX + ":members:1");
            scenario.accept(members);
        });
    }

    @Test
    void projectionLeavesTheEntityWhole() {
        play(members -> {
            assertThat(members.summary("1")).map(Member::getEmail).isEmpty();
            assertThat(Objects.requireNonNull(members.find("1")).getEmail()).isEqualTo("ann@example.com");
            assertThat(members.find("1")).isNotNull();
            assertThat(members.calls()).isEqualTo(2);
            assertThat(members.summary("1")).map(Member::getEmail).contains("ann@example.com");
            assertThat(members.calls()).isEqualTo(2);
        });
    }

    @Test
    void fieldsAndVariantsHaveAPlaceOfTheirOwn() {
        play(members -> {
            for (int i = 0; i < 2; i++) {
                assertThat(members.fields("1")).map(Member::getName).contains("Ann");
                assertThat(members.variant("1")).map(Member::getName).contains("Ann");
            }
            assertThat(members.calls()).isEqualTo(2);
        });
    }
}
