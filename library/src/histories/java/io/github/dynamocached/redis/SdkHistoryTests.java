package io.github.dynamocached.redis;

import static io.github.dynamocached.history.Operation.Kind.EVICTION;
import static io.github.dynamocached.history.Operation.Kind.FAILED_EVICTION;
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
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Promise P1 where no writer has an annotation: two processes on one Redis and one DynamoDB Local, bound to a table. */
@Tag("full")
class SdkHistoryTests {

    private static final int CALLS = 20_000;

    private final TableHistory history;

    SdkHistoryTests(@TempDir Path folder) {
        this.history = new TableHistory(SdkHistoryProcess.class, folder, SdkHistoryTests::keys);
    }

    @Test
    void noReadReturnsWhatAWriteHasMadeOld() throws IOException {
        assertPromiseIsKept(CALLS);
    }

    @Test
    void noReadOfMillionReturnsWhatAWriteHasMadeOld() throws IOException {
        assertPromiseIsKept(1_000_000);
    }

    @Test
    void runWithoutBindingIsFoundOut() throws IOException {
        assertThat(report(history.of(CALLS, "false", "false"))).isNotEmpty();
    }

    private void assertPromiseIsKept(int calls) throws IOException {
        History run = history.of(calls, "true", "true");
        assertThat(report(run)).isEmpty();
        assertThat(run.count(READ) + run.count(EVICTION) + run.count(FAILED_EVICTION))
                .isEqualTo(calls);
        assertThat(run.count(LOAD)).isLessThan(run.count(READ));
        assertThat(run.count(EVICTION)).isPositive();
    }

    private static List<Violation> report(History history) {
        List<Violation> violations = history.violations();
        System.out.printf(
                "History, SDK writes: %,d reads, %,d synchronous writes, %,d asynchronous writes, %,d loads, %,d violations%n",
                history.count(READ),
                history.count(EVICTION),
                history.count(FAILED_EVICTION),
                history.count(LOAD),
                violations.size());
        return violations;
    }

    private static void keys(CreateTableRequest.Builder create) {
        create.attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build());
    }
}
