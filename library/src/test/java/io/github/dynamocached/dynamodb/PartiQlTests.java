package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartiQlTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM users WHERE id = ?",
                "  select name, email from \"users\" where id = 'x'",
                "SELECT * FROM \"users.eu\"",
                "SELECT * FROM users;",
                "SELECT *\nFROM users\nWHERE id = ?",
                "SELECT * FROM users ORDER BY id",
                "EXISTS(SELECT * FROM users WHERE id = ?)"
            })
    void selectOfTableCanBeConsistent(String statement) {
        assertThat(PartiQl.isSelect(statement)).isTrue();
        assertThat(PartiQl.namesNoIndex(statement)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM users.\"by-email\" WHERE email = ?",
                "SELECT * FROM \"users\".\"by-email\" WHERE email = 'from users where'",
                "SELECT * FROM \"users\" . \"by-email\"",
                "SELECT 1"
            })
    void selectOfIndexOrOfNothingKnownIsLeftAlone(String statement) {
        assertThat(PartiQl.isSelect(statement)).isTrue();
        assertThat(PartiQl.namesNoIndex(statement)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO users VALUE {'id': 'select'}", "UPDATE users SET a = 1", "DELETE FROM users"})
    void writeIsNoSelect(String statement) {
        assertThat(PartiQl.isSelect(statement)).isFalse();
    }

    @Test
    void onlyAnAsteriskSelectsAllAttributes() {
        assertThat(PartiQl.selectsAll("SELECT * FROM users")).isTrue();
        assertThat(PartiQl.selectsAll(" select*\nfrom users.\"by-email\"")).isTrue();
        assertThat(PartiQl.selectsAll("EXISTS(SELECT * FROM users WHERE id = ?)"))
                .isTrue();
        assertThat(PartiQl.selectsAll("SELECT id, name FROM users")).isFalse();
        assertThat(PartiQl.selectsAll("SELECT name FROM users WHERE id = '* FROM'"))
                .isFalse();
    }

    @Test
    void longStatementNeedsNoDeepStack() {
        assertThat(PartiQl.namesNoIndex("SELECT a" + ", a".repeat(100_000) + " FROM users WHERE id = ?"))
                .isTrue();
    }
}
