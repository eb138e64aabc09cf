package io.github.dynamocached.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What is known of a table as time passes, by a clock and descriptions that the test moves. */
class ListedTableTests {

    @RegisterExtension
    private final CapturedLog log = new CapturedLog("io.github.dynamocached.client");

    private final List<String> changes = new ArrayList<>();
    private final List<CompletableFuture<TableDescription>> asked = new ArrayList<>();
    private long nanos;
    private final ListedTable table = new ListedTable(
            "users",
            () -> {
                asked.add(new CompletableFuture<>());
                return asked.get(asked.size() - 1);
            },
            () -> nanos,
            (changed, isOther) -> changes.add(isOther ? "other" : "known"),
            null);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void answer(String id, String key) {
        boolean unused = last().complete(TableDescription.builder()
                .tableName("users")
                .tableId(id)
                .keySchema(KeySchemaElement.builder()
                        .attributeName(key)
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(key)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .build());
    }

    private CompletableFuture<TableDescription> last() {
        return asked.get(asked.size() - 1);
    }

    @Test
    void tableIsDescribedOnceAndThenEachHour() {
        assertThat(table.known()).isNull();
        answer("1", "id");
        assertThat(Objects.requireNonNull(table.known()).partitionKey()).isEqualTo("id");
        pass(Duration.ofMinutes(59));
        assertThat(table.known()).isNotNull();
        assertThat(asked).hasSize(1);
        pass(Duration.ofMinutes(1));
        assertThat(table.known()).isNotNull();
        assertThat(asked).hasSize(2);
        answer("1", "id");
        assertThat(changes).containsExactly("known");
    }

    private ListedTable declared(String declaration) {
        return new ListedTable(
                "users",
                () -> {
                    asked.add(new CompletableFuture<>());
                    return asked.get(asked.size() - 1);
                },
                () -> nanos,
                (changed, isOther) -> changes.add(isOther ? "other" : "known"),
                KnownTable.declared(declaration));
    }

    @Test
    void declaredKeysAreKnownWhileTheTableCannotBeDescribed() {
        ListedTable users = declared("users/id/number:N");
        assertThat(Objects.requireNonNull(users.known()).keyNames()).containsExactly("id", "number");
        boolean unused = last().completeExceptionally(new IllegalStateException("denied"));
        assertThat(Objects.requireNonNull(users.known()).keyNames()).containsExactly("id", "number");
        users.forget();
        assertThat(Objects.requireNonNull(users.known()).keyNames()).containsExactly("id", "number");
        assertThat(changes).containsExactly("other");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void descriptionWithTheDeclaredKeysEvictsNothing() {
        ListedTable users = declared("users/id");
        assertThat(users.known()).isNotNull();
        answer("1", "id");
        assertThat(Objects.requireNonNull(users.known()).id()).isEqualTo("1");
        assertThat(changes).containsExactly("known");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void descriptionWithOtherKeysReplacesTheDeclarationAndIsReported() {
        ListedTable users = declared("users/name");
        assertThat(users.known()).isNotNull();
        answer("1", "id");
        assertThat(Objects.requireNonNull(users.known()).partitionKey()).isEqualTo("id");
        assertThat(changes).containsExactly("other");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("Table 'users' has the key id, and not the declared one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "users", "users/", "/id", "users/id/", "users/id/a/b", "users/:N"})
    void otherDeclarationsAreRefused(String declaration) {
        assertThatThrownBy(() -> KnownTable.declared(declaration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("example turns/session/number:N");
    }

    @Test
    void typeOfADeclaredKeyFollowsAColon() {
        assertThat(KnownTable.declared("t/a:B/b:c:N").keys())
                .containsExactly(
                        new KnownTable.Key("a", ScalarAttributeType.B),
                        new KnownTable.Key("b:c", ScalarAttributeType.N));
        assertThat(KnownTable.declared("t/a:X").keys())
                .containsExactly(new KnownTable.Key("a:X", ScalarAttributeType.S));
    }

    @Test
    void anotherTableOfTheNameIsNoticedWithinTheHour() {
        assertThat(table.known()).isNull();
        answer("1", "id");
        pass(Duration.ofHours(1));
        assertThat(Objects.requireNonNull(table.known()).id()).isEqualTo("1");
        answer("2", "mail");
        assertThat(Objects.requireNonNull(table.known()).partitionKey()).isEqualTo("mail");
        assertThat(changes).containsExactly("known", "other");
    }

    @Test
    void tableThatCannotBeDescribedIsTriedAgainEachMinute() {
        assertThat(table.known()).isNull();
        fail();
        assertThat(table.known()).isNull();
        assertThat(asked).hasSize(1);
        pass(Duration.ofMinutes(1));
        assertThat(table.known()).isNull();
        answer("1", "id");
        assertThat(table.known()).isNotNull();
    }

    @Test
    void whatIsKnownStaysWhenALaterDescriptionFails() {
        assertThat(table.known()).isNull();
        answer("1", "id");
        pass(Duration.ofHours(1));
        assertThat(table.known()).isNotNull();
        fail();
        assertThat(table.known()).isNotNull();
        assertThat(changes).containsExactly("known");
    }

    @Test
    void tableThatIsMadeAnewIsDescribedAtOnce() {
        assertThat(table.known()).isNull();
        answer("1", "id");
        table.forget();
        assertThat(table.known()).isNull();
        assertThat(asked).hasSize(2);
        assertThat(table.described()).isNotDone();
        answer("2", "id");
        assertThat(table.described()).isDone();
        assertThat(changes).containsExactly("known", "other", "known");
    }

    private void fail() {
        boolean unused = last().completeExceptionally(
                        ResourceNotFoundException.builder().message("none").build());
    }
}
