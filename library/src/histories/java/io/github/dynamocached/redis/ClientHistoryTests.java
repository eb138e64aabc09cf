package io.github.dynamocached.redis;

import static io.github.dynamocached.history.Operation.Kind.EVICTION;
import static io.github.dynamocached.history.Operation.Kind.LOAD;
import static io.github.dynamocached.history.Operation.Kind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.history.History;
import io.github.dynamocached.history.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Promise P1 by the caching clients alone: items and queries beside writers, in two processes on one Redis and one DynamoDB Local. */
@Tag("full")
class ClientHistoryTests {

    private static final int CALLS = 20_000;

    private final TableHistory history;

    ClientHistoryTests(@TempDir Path folder) {
        this.history = new TableHistory(ClientHistoryProcess.class, folder, ClientHistoryTests::keys);
    }

    @Test
    void noItemAndNoPageReturnsWhatAWriteHasMadeOld() throws IOException {
        History run = history.of(CALLS, "client", "client");
        assertThat(report(run)).isEmpty();
        assertThat(run.count(READ)).isGreaterThan(CALLS);
        assertThat(run.count(LOAD)).isLessThan(run.count(READ) / 2);
        assertThat(run.count(EVICTION)).isPositive();
    }

    /** Nodes of different namespaces do not evict for each other. */
    @Test
    void runWithTwoNamespacesIsFoundOut() throws IOException {
        assertThat(report(history.of(CALLS, "one", "other"))).isNotEmpty();
    }

    private static List<Violation> report(History history) {
        List<Violation> violations = history.violations();
        System.out.printf(
                "History, caching clients: %,d items read, %,d writes, %,d loads, %,d violations%n",
                history.count(READ), history.count(EVICTION), history.count(LOAD), violations.size());
        return violations;
    }

    private static void keys(CreateTableRequest.Builder create) {
        create.attributeDefinitions(number("id"), number("number"), number("version"))
                .keySchema(key("id", KeyType.HASH), key("number", KeyType.RANGE))
                .localSecondaryIndexes(LocalSecondaryIndex.builder()
                        .indexName(ClientHistoryWorker.BY_VERSION)
                        .keySchema(key("id", KeyType.HASH), key("version", KeyType.RANGE))
                        .projection(projection -> projection.projectionType(ProjectionType.ALL))
                        .build());
    }

    private static AttributeDefinition number(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.N)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
