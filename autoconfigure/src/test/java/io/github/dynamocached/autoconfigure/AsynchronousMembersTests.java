package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.servers.RedisServer;
import io.github.dynamocached.servers.SharedServers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** A repository whose methods return the futures of the asynchronous client, on a real Redis and DynamoDB Local. */
class AsynchronousMembersTests {

    private static final List<String> CONNECTION_THREADS = List.of("redisson", "sdk-async", "aws-java-sdk", "nio");

    private final RedisServer redis = SharedServers.redis();
    private final DynamoDbAsyncClient client = SdkWritesFixture.at(
                    SharedServers.dynamoDb().endpoint(), DynamoDbAsyncClient.builder())
            .build();
    private final DynamoDbAsyncTable<Member> table = DynamoDbEnhancedAsyncClient.builder()
            .dynamoDbClient(client)
            .build()
            .table("members-" + UUID.randomUUID(), TableSchema.fromBean(Member.class));

    @BeforeEach
    void createTable() {
        table.createTable().join();
    }

    @AfterEach
    void deleteTable() {
        table.deleteTable().join();
        client.close();
    }

    static class Sources implements CacheListener {

        private final List<String> sources = new CopyOnWriteArrayList<>();

        @Override
        public void onRead(String cacheName, Outcome outcome) {
            sources.add(outcome.source().name());
        }

        @Override
        public void onShadow(String cacheName, ShadowResult result, Duration age) {
            sources.add(result.name());
        }
    }

    /** A part of a member. */
    record Card(@Nullable String name) {}

    static class Members {

        private final DynamoDbAsyncTable<Member> table;
        private final List<String> threads = new CopyOnWriteArrayList<>();

        Members(DynamoDbAsyncTable<Member> table) {
            this.table = table;
        }

        /** The threads that the methods were called on. */
        public List<String> threads() {
            return threads;
        }

        private CompletableFuture<Optional<Member>> load(String id) {
            threads.add(Thread.currentThread().getName());
            return table.getItem(Key.builder().partitionValue(id).build()).thenApply(Optional::ofNullable);
        }

        @DynamoCached(cache = "members", key = "#id")
        public CompletableFuture<Optional<Member>> find(String id) {
            return load(id);
        }

        @DynamoCached(cache = "members", key = "#id", fields = "name")
        public CompletableFuture<Optional<Card>> card(String id) {
            return load(id).thenApply(found -> found.map(member -> new Card(member.getName())));
        }

        @DynamoCached(cache = "members", keys = "#ids")
        public CompletableFuture<Map<String, Member>> findAll(Collection<String> ids) {
            CompletableFuture<Map<String, Member>> all = CompletableFuture.completedFuture(new HashMap<>());
            for (String id : ids) {
                all = all.thenCombine(load(id), (members, found) -> {
                    found.ifPresent(member -> members.put(id, member));
                    return members;
                });
            }
            return all;
        }

        @DynamoEvict("members")
        public CompletableFuture<Void> save(Member member) {
            return table.putItem(member);
        }

        @DynamoPut("members")
        public CompletableFuture<Member> update(Member member) {
            return table.updateItem(member);
        }
    }

    private static <T> T done(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void play(BiConsumer<Members, List<String>> scenario, String... properties) {
        Applications.runner()
                .withBean(Sources.class)
                .withBean(Members.class, () -> new Members(table))
                .withPropertyValues(
                        "spring.data.redis.url=" + redis.uri(),
                        "dynamocached.key-prefix=test-" + UUID.randomUUID(),
                        "dynamocached.defaults.hold-off=0s",
                        "dynamocached.redis.timeout=5s",
                        "dynamocached.redis.evict-timeout=5s")
                .withPropertyValues(properties)
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    scenario.accept(context.getBean(Members.class), context.getBean(Sources.class).sources);
                });
    }

    private static @Nullable String nameOf(Optional<Member> found) {
        return found.map(Member::getName).orElse(null);
    }

    @Test
    void readsAreCachedAndWritesEvict() {
        play((members, sources) -> {
            done(members.save(Member.of("1", "Ada")));
            assertThat(done(members.find("1")).map(Member::getName)).contains("Ada");
            assertThat(done(members.find("1")).map(Member::getName)).contains("Ada");
            assertThat(done(members.card("1"))).contains(new Card("Ada"));
            CompletableFuture<@Nullable String> renamed = members.save(Member.of("1", "Grace"))
                    .thenCompose(saved -> members.find("1"))
                    .thenApply(AsynchronousMembersTests::nameOf);
            assertThat(done(renamed)).isEqualTo("Grace");
            assertThat(sources).containsExactly("MISS", "HIT", "HIT", "MISS");
        });
    }

    @Test
    void putStoresWhatUpdateItemReturns() {
        play((members, sources) -> {
            done(members.update(Member.of("1", "Ada")));
            assertThat(done(members.find("1")).map(Member::getName)).contains("Ada");
            assertThat(sources).containsExactly("HIT");
        });
    }

    @Test
    void valuesThatAnotherProgramHasChangedAreFoundAndHealed() {
        play(
                (members, sources) -> {
                    done(members.save(Member.of("1", "Ada")));
                    done(members.save(Member.of("2", "Ada")));
                    assertThat(nameOf(done(members.find("1")))).isEqualTo("Ada");
                    assertThat(done(members.findAll(List.of("2")))).containsOnlyKeys("2");
                    done(table.putItem(Member.of("1", "Grace")));
                    done(table.putItem(Member.of("2", "Grace")));
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> Arrays.asList(
                                            nameOf(done(members.find("1"))),
                                            nameOf(Optional.ofNullable(done(members.findAll(List.of("2")))
                                                    .get("2"))))
                                    .equals(List.of("Grace", "Grace")));
                    assertThat(sources.stream().filter("WRONG"::equals)).hasSize(2);
                    assertThat(sources).doesNotContain("UNVERIFIABLE", "INCOMPARABLE");
                    assertThat(members.threads()).noneMatch(AsynchronousMembersTests::isOfAConnection);
                },
                "dynamocached.redis.evict-timeout=500ms",
                "dynamocached.defaults.fence=500ms",
                "dynamocached.defaults.shadow.sample-rate=1",
                "dynamocached.defaults.shadow.max-share=1",
                "dynamocached.defaults.shadow.heal=true");
    }

    @Test
    void batchAsksOnlyForWhatIsMissing() {
        play((members, sources) -> {
            done(members.save(Member.of("1", "Ada")));
            done(members.save(Member.of("2", "Grace")));
            assertThat(done(members.find("1"))).isPresent();
            assertThat(done(members.findAll(List.of("1", "2", "3")))).containsOnlyKeys("1", "2");
            assertThat(done(members.findAll(List.of("1", "2", "3")))).containsOnlyKeys("1", "2");
            assertThat(members.threads()).hasSize(3);
            assertThat(sources).containsExactly("MISS", "HIT", "MISS", "MISS", "HIT", "HIT", "HIT");
        });
    }

    @Test
    void nothingOfTheCallerRunsOnAThreadOfAConnection() {
        play((members, sources) -> {
            List<String> after = new CopyOnWriteArrayList<>();
            for (int call = 0; call < 20; call++) {
                CompletableFuture<Void> noted = members.find("absent" + call % 10)
                        .thenAccept(found -> after.add(Thread.currentThread().getName()));
                done(noted);
            }
            await().untilAsserted(() -> assertThat(after).hasSize(20));
            assertThat(members.threads()).hasSizeGreaterThanOrEqualTo(10);
            assertThat(after).noneMatch(AsynchronousMembersTests::isOfAConnection);
            assertThat(members.threads()).noneMatch(AsynchronousMembersTests::isOfAConnection);
            assertThat(members.threads()).allMatch(AsynchronousMembersTests::isOfCallerOrLibrary);
        });
    }

    /** What Redis has answered before the caller goes on is dealt with on the caller's own thread. */
    private static boolean isOfCallerOrLibrary(String thread) {
        return thread.equals(Thread.currentThread().getName()) || thread.startsWith("dynamocached-async-");
    }

    private static boolean isOfAConnection(String thread) {
        return CONNECTION_THREADS.stream().anyMatch(thread.toLowerCase(Locale.ROOT)::contains);
    }
}
