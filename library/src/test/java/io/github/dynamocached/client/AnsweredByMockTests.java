package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.FailurePredicate;
import io.github.dynamocached.cache.ReadThroughCaches;
import io.github.dynamocached.client.CacheMetadata.Source;
import io.github.dynamocached.redis.Connections;
import io.github.dynamocached.redis.RedisEntryStore;
import io.github.dynamocached.redis.RedisLoadLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** A caching client over a client in this process, which runs no interceptors and denies what the test says. Real Redis. */
class AnsweredByMockTests {

    private static final Map<String, AttributeValue> KEY = Map.of("id", text("1"));

    private final ClientSettings settings = ClientNode.SETTINGS.withNamespace(ClientNode.newNamespace());
    private final ReadThroughCaches caches = new ReadThroughCaches(
            new RedisEntryStore(Connections.shared()),
            new RedisLoadLock(Connections.shared()),
            new Budgets(Duration.ofSeconds(10), Duration.ofSeconds(10)),
            FailurePredicate.NONE,
            Runnable::run,
            this::settingsOf,
            List.of());
    private final InProcess inProcess = new InProcess();
    private final DynamoDbClient client = CachingDynamoDbClient.builder()
            .client(inProcess)
            .caches(caches)
            .settings(settings)
            .table("users")
            .build();

    @AfterEach
    void close() {
        client.close();
        caches.close();
    }

    private CacheSettings settingsOf(String name) {
        CacheSettingsBuilder builder = CacheSettings.named(name).earlyRefresh(0);
        settings.customize(name, builder);
        return builder.build();
    }

    /** One item, of which some callers may see only the name. */
    private static final class InProcess implements DynamoDbClient {

        private final List<GetItemRequest> reads = new ArrayList<>();
        private Map<String, AttributeValue> item = Map.of("id", text("1"), "name", text("old"));
        private boolean describes = true;
        private boolean deniesWholeItems;

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            if (!describes) {
                throw denied();
            }
            TableDescription described = TableDescription.builder()
                    .tableName(request.tableName())
                    .tableId("1")
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .build();
            return DescribeTableResponse.builder().table(described).build();
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            reads.add(request);
            String projection = request.projectionExpression();
            if (projection == null && deniesWholeItems) {
                throw denied();
            }
            Map<String, AttributeValue> some =
                    projection == null ? item : Map.of("name", item.getOrDefault("name", text("none")));
            return GetItemResponse.builder().item(some).build();
        }

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            item = request.item();
            return PutItemResponse.builder().build();
        }

        private static RuntimeException denied() {
            return DynamoDbException.builder()
                    .message("not authorized")
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("AccessDeniedException")
                            .build())
                    .build();
        }

        @Override
        public void close() {}
    }

    private GetItemResponse get(@Nullable String projection) {
        return client.getItem(request -> request.tableName("users").key(KEY).projectionExpression(projection));
    }

    private void put(String name) {
        client.putItem(put -> put.tableName("users").item(Map.of("id", text("1"), "name", text(name))));
    }

    @Test
    void writeEvictsWithoutInterceptors() {
        assertThat(CacheMetadata.of(get(null)).source()).isEqualTo(Source.MISS);
        assertThat(CacheMetadata.of(get(null)).source()).isEqualTo(Source.HIT);
        put("new");
        assertThat(get(null).item()).containsEntry("name", text("new"));
    }

    @Test
    void projectionIsLoadedByItselfOnceWholeItemsAreDenied() {
        inProcess.deniesWholeItems = true;
        assertThat(get("name").item()).containsEntry("name", text("old"));
        assertThat(get("name").item()).containsEntry("name", text("old"));
        assertThat(inProcess.reads)
                .extracting(GetItemRequest::projectionExpression)
                .containsExactly("name", null, "name");
        assertThat(CacheMetadata.of(get("name")).source()).isEqualTo(Source.MISS);
        assertThat(CacheMetadata.of(get("name")).source()).isEqualTo(Source.HIT);
        put("new");
        assertThat(get("name").item()).containsEntry("name", text("new"));
        assertThatThrownBy(() -> get(null)).hasMessageContaining("not authorized");
    }

    @Test
    void tableThatCannotBeDescribedIsNotCached() {
        inProcess.describes = false;
        try (DynamoDbClient other = CachingDynamoDbClient.builder()
                .client(inProcess)
                .caches(caches)
                .settings(settings)
                .table("others")
                .build()) {
            for (int i = 0; i < 2; i++) {
                GetItemResponse response =
                        other.getItem(request -> request.tableName("others").key(KEY));
                assertThat(CacheMetadata.of(response).source()).isEqualTo(Source.PASSED);
            }
        }
    }

    @Test
    void tableThatCannotBeDescribedIsCachedByItsDeclaredKeys() {
        inProcess.describes = false;
        try (DynamoDbClient other = CachingDynamoDbClient.builder()
                .client(inProcess)
                .caches(caches)
                .settings(settings)
                .table("declared")
                .keys("declared/id")
                .build()) {
            GetItemRequest get =
                    GetItemRequest.builder().tableName("declared").key(KEY).build();
            assertThat(CacheMetadata.of(other.getItem(get)).source()).isEqualTo(Source.MISS);
            assertThat(CacheMetadata.of(other.getItem(get)).source()).isEqualTo(Source.HIT);
            other.putItem(put -> put.tableName("declared").item(Map.of("id", text("2"))));
            assertThat(CacheMetadata.of(other.getItem(get)).source()).isEqualTo(Source.HIT);
            other.putItem(put -> put.tableName("declared").item(Map.of("id", text("1"), "name", text("new"))));
            assertThat(other.getItem(get).item()).containsEntry("name", text("new"));
        }
    }

    @Test
    void clientIsNotBuiltWithoutWhatItNeeds() {
        assertThatThrownBy(() -> CachingDynamoDbClient.builder()
                        .client(inProcess)
                        .caches(caches)
                        .table("t")
                        .keys("u/id")
                        .build())
                .hasMessage(
                        "The keys of table 'u' are declared, but the table is not listed. List it with table(...).");
        assertThatThrownBy(() -> CachingDynamoDbClient.builder().build())
                .hasMessage("A caching client needs client. Set client(...).");
        assertThatThrownBy(() -> CachingDynamoDbClient.builder()
                        .client(inProcess)
                        .table("t")
                        .build())
                .hasMessage("A caching client needs caches. Set caches(...).");
        assertThatThrownBy(() -> CachingDynamoDbClient.builder()
                        .client(inProcess)
                        .caches(caches)
                        .build())
                .hasMessageContaining("List at least one with table(...)");
        assertThatThrownBy(() -> CachingDynamoDbClient.builder().table("arn:aws:dynamodb:eu-west-1:1:table/t"))
                .hasMessageContaining("List the names of tables, without ARNs");
    }
}
