package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What PartiQL statements show of the items that they write. In doubt they write all items of every table they name. */
class PartiQlWriteTests {

    private static final Set<String> BOUND = Set.of("users", "turns", "my-table");

    private static List<WrittenItem> of(String statement, AttributeValue... parameters) {
        return PartiQlWrite.of(statement, List.of(parameters), BOUND).toList();
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }

    @Test
    void updateShowsTheComparisonsOfItsWhere() {
        assertThat(of("UPDATE \"turns\" SET a = 1 WHERE pk = 'x' AND sk = 2"))
                .containsExactly(WrittenItem.of("turns", Map.of("pk", text("x"), "sk", number("2"))));
    }

    @Test
    void deletionShowsThemToo() {
        assertThat(of("delete from turns where \"pk\"='it''s' and sk=-1.5e3;"))
                .containsExactly(WrittenItem.of("turns", Map.of("pk", text("it's"), "sk", number("-1.5e3"))));
    }

    @Test
    void parametersAreCountedOverTheWholeStatement() {
        assertThat(of(
                        "UPDATE turns SET a = ? SET b = list_append(b, [?, '?']) REMOVE c WHERE pk = ? AND sk = ? RETURNING ALL OLD *",
                        text("1"),
                        text("2"),
                        text("x"),
                        number("3")))
                .containsExactly(WrittenItem.of("turns", Map.of("pk", text("x"), "sk", number("3"))));
    }

    @Test
    void insertionShowsItsMembersAndNotThoseNestedInThem() {
        assertThat(of(
                        "INSERT INTO \"users\" VALUE {'a': {'id': 'inner', 'b': [?, 2]}, 'id': ?, 'n': 1, 's': <<'x','y'>>, 't': true}",
                        text("1"),
                        text("outer")))
                .containsExactly(WrittenItem.of("users", Map.of("id", text("outer"), "n", number("1"))));
    }

    @Test
    void otherComparisonsDoNotHideTheKey() {
        assertThat(of("UPDATE users SET a=1 WHERE id='x' AND version <> 3 AND size >= 2 AND active = TRUE"))
                .containsExactly(WrittenItem.of("users", Map.of("id", text("x"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE users SET a=1 WHERE id='x' OR id='y'",
                "UPDATE users SET a=1 WHERE NOT id='x'",
                "UPDATE users SET a=1 WHERE (id='x')",
                "UPDATE users SET a=1 WHERE id IN ['x','y']",
                "UPDATE users SET a=1 WHERE id BETWEEN 'x' AND 'y'",
                "UPDATE users SET a=1 WHERE 'x' = id",
                "UPDATE users SET a=1 WHERE users.id = 'x'",
                "UPDATE users SET a=1 WHERE id='x' AND id='y'",
                "UPDATE users SET a=1 WHERE id=?",
                "UPDATE users SET a=1 WHERE id='x' AND begins_with(a, 'b')",
                "UPDATE users SET a=1 -- WHERE id='x'\n WHERE id='y'",
                "UPDATE users SET a=1 /* WHERE id='x' */ WHERE id='y'",
                "UPDATE users SET a='1",
                "UPDATE users SET a=1",
                "UPDATE users WHERE id='x'",
                "UPDATE users.\"index\" SET a=1 WHERE id='x'",
                "DELETE FROM users",
                "DELETE FROM users u WHERE id='x'",
                "INSERT INTO users {'id': 'x'}",
                "INSERT INTO users VALUE {'id': 'x', 'id': 'y'}",
                "INSERT INTO users VALUE {id: 'x'}",
                "INSERT INTO users VALUE {'id': 'x'",
                "INSERT INTO users VALUE {'a': {'b': 1}",
                "INSERT INTO users VALUE {'id': 'x'} WHERE a=1",
                "UPSERT INTO users VALUE {'id': 'x'}",
                "users"
            })
    void statementOfAnotherFormMayWriteAnyItem(String statement) {
        assertThat(of(statement)).containsExactly(WrittenItem.unclear("users"));
    }

    @Test
    void everyBoundTableThatIsNamedIsMeantThen() {
        assertThat(of("DELETE FROM my-table WHERE id = 'users'"))
                .containsExactlyInAnyOrder(WrittenItem.unclear("my-table"), WrittenItem.unclear("users"));
        assertThat(of("DELETE FROM others WHERE a OR b")).isEmpty();
    }
}
