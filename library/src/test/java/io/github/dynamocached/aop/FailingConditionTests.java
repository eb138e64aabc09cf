package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions over results whose getters fail, after the write has happened. */
class FailingConditionTests {

    /** What a write returns. */
    public record Written(String id) {

        public boolean isChanged() {
            return Integer.parseInt(id) > 0;
        }
    }

    static class Users {

        private String name = "Ann";

        @DynamoCached("users")
        public String find(String id) {
            return name;
        }

        @DynamoEvict(cache = "users", key = "#id", condition = "#result.changed")
        public Written evict(String id) {
            name = "Bob";
            return new Written(id);
        }

        @DynamoEvict(cache = "users", key = "#result.id", condition = "#result.changed")
        public Written evictByResult(String id) {
            return evict(id);
        }

        @DynamoPut(cache = "written", key = "#result.id", condition = "#result.changed")
        @DynamoEvict(cache = "users", key = "#id")
        public Written put(String id) {
            return evict(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evict", "evictByResult", "put"})
    void whatWasWrittenIsEvictedAndTheCallerServed(String method) {
        try (CachingTestApplication application = CachingTestApplication.start(Users.class)) {
            Users users = application.bean(Users.class);
            assertThat(users.find("u1")).isEqualTo("Ann");
            Written written = switch (method) {
                case "evict" -> users.evict("u1");
                case "evictByResult" -> users.evictByResult("u1");
                default -> users.put("u1");
            };
            assertThat(written.id()).isEqualTo("u1");
            assertThat(users.find("u1")).isEqualTo("Bob");
        }
    }
}
