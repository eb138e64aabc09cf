package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.FillOutcome;
import io.github.dynamocached.annotation.DynamoCacheConfig;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.autoconfigure.EndToEndTests.NotingListener;
import io.github.dynamocached.servers.SharedServers;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** What the page of the annotations shows compiles, starts, and does what stands below it. */
class AnnotationsPageTests {

    private static final Pattern CALL = Pattern.compile("(\\S.*?) +-> (.*)");
    private static final String IMPORTS = """
            import io.github.dynamocached.annotation.*;
            import java.lang.annotation.*;
            import java.util.*;
            import java.util.stream.Collectors;
            import org.springframework.core.annotation.AliasFor;
            import org.springframework.stereotype.Repository;
            import software.amazon.awssdk.enhanced.dynamodb.*;
            import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
            """;
    private static final String USER_OF_CALLS = """
                public static User user(String id, String name) {
                    User user = new User();
                    user.setId(id);
                    user.setName(name);
                    return user;
                }
            }
            """;

    private final Page page = Page.read("../library/docs/annotations.md");

    /** Also notes the puts that store. What a load stores goes without saying beside its miss. */
    static class CallListener extends NotingListener {

        private final Thread caller = Thread.currentThread();
        private boolean loaded;

        void clear() {
            notes().clear();
            loaded = false;
        }

        @Override
        public void onLoad(String cacheName, boolean succeeded, Duration took) {
            loaded |= Thread.currentThread() == caller;
        }

        @Override
        public void onFill(String cacheName, FillOutcome outcome) {
            if (Thread.currentThread() == caller && !loaded && outcome == FillOutcome.STORED) {
                notes().add(cacheName + " stored");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {DynamoCached.class, DynamoEvict.class, DynamoPut.class, DynamoCacheConfig.class})
    void everyAttributeHasAnExample(Class<?> annotation) {
        String section = page.section("## @" + annotation.getSimpleName());
        Stream<String> attributes = Arrays.stream(annotation.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> !name.equals("value"));
        assertThat(attributes).allSatisfy(attribute -> {
            String example = Page.of(section).section("### `" + attribute + "`");
            assertThat(example).contains("@" + annotation.getSimpleName()).contains("```java");
            assertThat(attribute.equals("cache") || example.contains(attribute + " = "))
                    .isTrue();
        });
    }

    @Test
    void examplesDoWhatStandsBelowThem() throws Exception {
        Path classes = Page.classFolder();
        Page.compile(
                "annotations", Map.of("User", Page.read("../README.md").javaClass("User"), "Users", users()), classes);
        Class<?> repository = Class.forName("annotations.Users");
        Class<?> entity = Class.forName("annotations.User");
        Applications.runner()
                .withPropertyValues(
                        "spring.data.redis.url=" + SharedServers.redis().uri(),
                        "dynamocached.key-prefix=test-" + UUID.randomUUID(),
                        "dynamocached.redis.timeout=5s",
                        "dynamocached.redis.evict-timeout=5s")
                .withBean(CallListener.class)
                .withBean(DynamoDbEnhancedClient.class, LocalServers::dynamoDb)
                .withBean(repository)
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    context.getBean(DynamoDbEnhancedClient.class)
                            .table("annotated-users", TableSchema.fromBean(entity))
                            .createTable();
                    callAll(context.getBean(repository), context.getBean(CallListener.class));
                });
    }

    /** The class of the page, with what its calls need beside it. */
    private String users() {
        String users = String.join("", page.blocks("java")).stripTrailing();
        return IMPORTS + users.substring(0, users.length() - 1) + USER_OF_CALLS;
    }

    private void callAll(Object users, CallListener listener) {
        SpelExpressionParser parser = new SpelExpressionParser();
        int calls = 0;
        for (String block : page.blocks("")) {
            for (Matcher call : callsIn(block)) {
                listener.clear();
                awaitNextMillisecond();
                Object unused = parser.parseExpression(call.group(1)).getValue(users);
                String notes = listener.notes().isEmpty() ? "nothing" : String.join(", ", listener.notes());
                assertThat(notes).as(call.group(1)).isEqualTo(call.group(2));
                calls++;
            }
        }
        assertThat(calls).isGreaterThan(50);
    }

    /** Some examples live for a millisecond. They are stale only after it. */
    private static void awaitNextMillisecond() {
        long begin = System.currentTimeMillis();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> System.currentTimeMillis() > begin + 1);
    }

    private static List<Matcher> callsIn(String block) {
        List<Matcher> calls = new ArrayList<>();
        block.lines().map(CALL::matcher).filter(Matcher::matches).forEach(calls::add);
        return calls;
    }
}
