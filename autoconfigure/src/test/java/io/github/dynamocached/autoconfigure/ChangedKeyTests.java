package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.servers.SharedServers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** The repository of the page of the keys, on a real table with a global index. */
class ChangedKeyTests {

    private static final String IMPORTS = """
            import io.github.dynamocached.annotation.*;
            import java.util.*;
            import org.springframework.stereotype.Repository;
            import software.amazon.awssdk.enhanced.dynamodb.*;
            import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.*;
            import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
            import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
            """;

    private static final Key M1 = Key.builder().partitionValue("m1").build();

    @Test
    void oldAndNewValueOfAnIndexedAttributeAreEvictedAndAKeyIsThatOfItsItem() throws Exception {
        Page.read("../library/docs/keys.md").compileJava("keyspage", IMPORTS, Page.classFolder());
        Class<?> repository = Class.forName("keyspage.MemberRepository");
        Class<?> entity = Class.forName("keyspage.Member");
        Applications.runner()
                .withPropertyValues(
                        "spring.data.redis.url=" + SharedServers.redis().uri(),
                        "dynamocached.key-prefix=test-" + UUID.randomUUID(),
                        "dynamocached.redis.timeout=5s",
                        "dynamocached.defaults.hold-off=30s",
                        "dynamocached.redis.evict-timeout=5s")
                .withBean(DynamoDbEnhancedClient.class, LocalServers::dynamoDb)
                .withBean(repository)
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    context.getBean(DynamoDbEnhancedClient.class)
                            .table("members-of-the-page", TableSchema.fromBean(entity))
                            .createTable();
                    Object members = context.getBean(repository);
                    DynamoCaches caches = context.getBean(DynamoCaches.class);
                    assertEvictsOldAndNew(members, entity, caches.cache("members-by-email"));
                    assertKeysMeet(members, entity, caches.cache("members-of-page"));
                });
    }

    private static void assertEvictsOldAndNew(Object members, Class<?> entity, DynamoCache byEmail) {
        assertThat(ReflectionTestUtils.<Object>invokeMethod(members, "save", member(entity, "old@example.org")))
                .isNull();
        assertThat(emailOf(members, "findByEmail", "old@example.org")).contains("old@example.org");
        assertThat(emailOf(members, "findByEmail", "new@example.org")).isEmpty();
        assertThat(byEmail.look("old@example.org").variants()).hasSize(1);
        assertThat(byEmail.look("new@example.org").variants()).hasSize(1);

        Object before = ReflectionTestUtils.invokeMethod(members, "save", member(entity, "new@example.org"));

        assertThat(before).hasFieldOrPropertyWithValue("email", "old@example.org");
        for (String email : List.of("old@example.org", "new@example.org")) {
            assertThat(byEmail.look(email).variants()).isEmpty();
            assertThat(byEmail.look(email).holdOff()).isPositive();
        }
        assertThat(emailOf(members, "findByEmail", "old@example.org")).isEmpty();
        assertThat(emailOf(members, "findByEmail", "new@example.org")).contains("new@example.org");
    }

    /** A parameter of the SDK's type, the entity, the id and code mean one entry. */
    private static <T> void assertKeysMeet(Object members, Class<T> entity, DynamoCache cache) {
        assertThat(emailOf(members, "find", M1)).contains("new@example.org");
        TypedDynamoCache<T> typed = cache.of(entity);
        for (Object key : List.of(M1, "m1", member(entity, "any@example.org"))) {
            assertThat(typed.entry(key).look().freshness()).isEqualTo(Freshness.FRESH);
        }

        Object unused = ReflectionTestUtils.invokeMethod(members, "save", member(entity, "third@example.org"));

        assertThat(typed.entry(M1).look().freshness()).isEqualTo(Freshness.NONE);
        assertThat(emailOf(members, "find", M1)).contains("third@example.org");
        assertThat(cache.evict(M1)).isTrue();
        assertThat(typed.entry("m1").look().freshness()).isEqualTo(Freshness.NONE);
        assertThat(unused).isNotNull();
    }

    private static Object member(Class<?> entity, String email) {
        try {
            Object member = entity.getConstructor().newInstance();
            ReflectionTestUtils.invokeMethod(member, "setId", "m1");
            ReflectionTestUtils.invokeMethod(member, "setEmail", email);
            return member;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<Object> emailOf(Object members, String method, Object key) {
        Optional<?> found = ReflectionTestUtils.invokeMethod(members, method, key);
        return found == null ? Optional.empty() : found.map(ChangedKeyTests::emailOf);
    }

    private static @Nullable Object emailOf(Object member) {
        return ReflectionTestUtils.invokeMethod(member, "getEmail");
    }
}
