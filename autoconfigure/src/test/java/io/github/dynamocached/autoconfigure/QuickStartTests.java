package io.github.dynamocached.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.RunningWarmUp;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.WarmUpResult;
import io.github.dynamocached.autoconfigure.EndToEndTests.NotingListener;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.test.util.ReflectionTestUtils;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** What the README tells newcomers to paste compiles, starts and caches. Its properties are tried with those of the page. */
class QuickStartTests {

    private final Page readme = Page.read("../README.md");
    private final RedisServer redis = SharedServers.redis();

    @Test
    void repositoryOfTheReadmeCaches() throws Exception {
        compile("User", "UserRepository", "UserCache");
        Class<?> repository = Class.forName("quickstart.UserRepository");
        Class<?> entity = Class.forName("quickstart.User");
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DynamoCachedAutoConfiguration.class,
                        DataRedisAutoConfiguration.class,
                        AopAutoConfiguration.class))
                .withInitializer(
                        context -> context.getEnvironment().getPropertySources().addLast(properties()))
                .withPropertyValues(
                        "spring.data.redis.url=" + redis.uri(),
                        "dynamocached.key-prefix=test-" + UUID.randomUUID(),
                        "dynamocached.redis.timeout=5s")
                .withBean(NotingListener.class)
                .withBean(DynamoDbEnhancedClient.class, LocalServers::dynamoDb)
                .withBean(repository)
                .withBean("userCache", Class.forName("quickstart.UserCache"))
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    context.getBean(DynamoDbEnhancedClient.class)
                            .table("users", TableSchema.fromBean(entity))
                            .createTable();
                    assertCaches(context.getBean(repository), entity, context.getBean(NotingListener.class));
                    assertCode(context.getBean("userCache"));
                });
    }

    private void compile(String... names) throws IOException {
        Map<String, String> sources = Stream.of(names).collect(Collectors.toMap(name -> name, readme::javaClass));
        Page.compile("quickstart", sources, Page.classFolder());
    }

    private static void assertCaches(Object users, Class<?> entity, NotingListener listener) throws Exception {
        Object user = entity.getConstructor().newInstance();
        ReflectionTestUtils.invokeMethod(user, "setId", "user123");
        ReflectionTestUtils.invokeMethod(user, "setName", "Ann");
        ReflectionTestUtils.invokeMethod(users, "save", user);
        assertThat(nameOf(users)).contains("Ann");
        assertThat(nameOf(users)).contains("Ann");
        ReflectionTestUtils.invokeMethod(users, "delete", "user123");
        assertThat(nameOf(users)).isEmpty();
        assertThat(listener.notes())
                .containsExactly("users evicted", "users MISS", "users HIT", "users evicted", "users MISS");
    }

    /** The absence of the user is cached by now. */
    private static void assertCode(Object userCache) throws InterruptedException {
        VariantState state = ReflectionTestUtils.invokeMethod(userCache, "look", "user123");
        assertThat(state).extracting(VariantState::freshness).isEqualTo(Freshness.FRESH);
        assertThat(ReflectionTestUtils.<Boolean>invokeMethod(userCache, "isHit", "user123"))
                .isTrue();
        assertThat(ReflectionTestUtils.<Boolean>invokeMethod(userCache, "evict", "user123"))
                .isTrue();
        assertThat(ReflectionTestUtils.<Boolean>invokeMethod(userCache, "isHit", "user123"))
                .isFalse();
        RunningWarmUp warmUp =
                ReflectionTestUtils.invokeMethod(userCache, "warmUp", List.of("user123", "user4", "user5"));
        assertThat(warmUp).isNotNull();
        assertThat(warmUp == null ? null : warmUp.await()).isEqualTo(new WarmUpResult(1, 2, 0, 0, true));
    }

    private static Optional<Object> nameOf(Object users) {
        Optional<?> found = ReflectionTestUtils.invokeMethod(users, "findById", "user123");
        assertThat(found).isNotNull();
        return found == null ? Optional.empty() : found.map(user -> ReflectionTestUtils.invokeMethod(user, "getName"));
    }

    @Test
    void dependencyOfTheReadmeIsThisModule() throws IOException {
        String module = Files.readString(Path.of("pom.xml"));
        List<String> lines =
                readme.blocks("xml").get(0).lines().map(String::strip).toList();
        assertThat(lines).contains("<dependency>", "</dependency>").hasSize(6);
        assertThat(lines.subList(2, 5)).allSatisfy(line -> assertThat(module).contains(line));
    }

    private PropertySource<?> properties() {
        byte[] yaml = readme.blocks("yaml").get(0).getBytes(UTF_8);
        try {
            return new YamlPropertySourceLoader()
                    .load("README", new ByteArrayResource(yaml))
                    .get(0);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
