package io.github.dynamocached.redis;

import static io.github.dynamocached.cache.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.cache.ControlledEntryStore;
import io.github.dynamocached.cache.ControlledEntryStore.Kind;
import io.github.dynamocached.cache.HeldCommand;
import io.github.dynamocached.entities.Customer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Mono;

/**
 * No thread waits within the library while a command to Redis or the method of an asynchronous call is under way. Each command
 * is held in turn, and whatever stood still for it would be seen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnblockedThreadsTests {

    private final AnnotationConfigApplicationContext application = AsynchronousApplication.with(Members.class);
    private final Members members = application.getBean(Members.class);
    private final ControlledEntryStore store = application.getBean(ControlledEntryStore.class);
    private ThreadsThatWait threads = new ThreadsThatWait();

    @BeforeEach
    void lookAtOtherThreads() {
        threads = new ThreadsThatWait();
    }

    @AfterAll
    void close() {
        application.close();
    }

    /** A part of a customer. */
    record Card(String name) {}

    /** A member. */
    record Member(String name, int age) {}

    static class Members {

        private volatile CompletableFuture<Member> work = new CompletableFuture<>();

        /** Holds what methods do from now on. */
        public CompletableFuture<Member> hold() {
            CompletableFuture<Member> held = new CompletableFuture<>();
            work = held;
            return held;
        }

        private CompletableFuture<Map<String, Member>> all(Collection<String> ids) {
            return work.thenApply(member -> {
                Map<String, Member> found = new HashMap<>();
                ids.forEach(id -> found.put(id, member));
                return found;
            });
        }

        @DynamoCached(cache = "items", key = "#id")
        public CompletableFuture<Member> find(String id) {
            return work.copy();
        }

        @DynamoCached(cache = "items", key = "#id", variant = "'lazy'")
        public Mono<Member> findLazily(String id) {
            return Mono.fromFuture(work, true);
        }

        @DynamoCached(cache = "items", keys = "#ids", variant = "'all'")
        public CompletableFuture<Map<String, Member>> findAll(Collection<String> ids) {
            return all(ids);
        }

        @DynamoCached(cache = "items", keys = "#ids", variant = "'all lazily'")
        public Mono<Map<String, Member>> findAllLazily(Collection<String> ids) {
            return Mono.fromFuture(all(ids));
        }

        @DynamoCached(cache = "items", key = "#id", entity = Customer.class, fields = "name")
        public CompletableFuture<Card> card(String id) {
            return work.thenApply(member -> new Card(member.name()));
        }

        @DynamoCached(cache = "items", key = "#id", entity = Customer.class, fields = "name")
        public Mono<Card> cardLazily(String id) {
            return Mono.fromFuture(work, true).map(member -> new Card(member.name()));
        }

        @DynamoEvict(cache = "fenced", key = "#id")
        public CompletableFuture<Member> save(String id) {
            return work.copy();
        }

        @DynamoEvict(cache = "fenced", key = "#id")
        public Mono<Member> saveLazily(String id) {
            return Mono.fromFuture(work, true);
        }

        @DynamoPut(cache = "puts", key = "#id")
        public CompletableFuture<Member> update(String id) {
            return work.copy();
        }

        @DynamoPut(cache = "puts", key = "#id")
        public Mono<Member> updateLazily(String id) {
            return Mono.fromFuture(work, true);
        }

        @DynamoCached(cache = "fenced", key = "#id")
        public Member findFenced(String id) {
            return work.join();
        }

        @DynamoCached(cache = "puts", key = "#id")
        public Member findAndWait(String id) {
            return work.join();
        }
    }

    /** A call, and the commands that it sends. */
    private interface Operation {

        CompletableFuture<?> begin(Members members, String id);
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("read of a future", Members::find, Kind.READ, Kind.ACQUIRE, Kind.FILL),
                operation(
                        "read of a Mono",
                        (all, id) -> all.findLazily(id).toFuture(),
                        Kind.READ,
                        Kind.ACQUIRE,
                        Kind.FILL),
                operation("batch of a future", (all, id) -> all.findAll(List.of(id, "b" + id)), Kind.READ, Kind.FILL),
                operation(
                        "batch of a Mono",
                        (all, id) -> all.findAllLazily(List.of(id, "b" + id)).toFuture(),
                        Kind.READ,
                        Kind.FILL),
                operation("part of a future", Members::card, Kind.READ, Kind.ACQUIRE, Kind.FILL),
                operation(
                        "part of a Mono",
                        (all, id) -> all.cardLazily(id).toFuture(),
                        Kind.READ,
                        Kind.ACQUIRE,
                        Kind.FILL),
                operation("eviction of a future", Members::save, Kind.BEGIN, Kind.EVICT),
                operation("eviction of a Mono", (all, id) -> all.saveLazily(id).toFuture(), Kind.BEGIN, Kind.EVICT),
                operation("put of a future", Members::update, Kind.BEGIN, Kind.FILL),
                operation("put of a Mono", (all, id) -> all.updateLazily(id).toFuture(), Kind.BEGIN, Kind.FILL));
    }

    private static Arguments operation(String name, Operation operation, Kind... kinds) {
        return Arguments.argumentSet(name, operation, List.of(kinds));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noThreadWaitsForAnyStepOfACall(Operation operation, List<Kind> kinds) {
        Map<Kind, HeldCommand> commands = new LinkedHashMap<>();
        kinds.forEach(kind -> commands.put(kind, store.holdReplyOfNext(kind)));
        CompletableFuture<Member> work = members.hold();
        CompletableFuture<?> call = operation.begin(members, UUID.randomUUID().toString());
        commands.forEach((kind, command) -> {
            if (kind == Kind.FILL || kind == Kind.EVICT) {
                work.complete(new Member("Ada", 36));
            }
            command.awaitArrival();
            assertNobodyWaits();
            assertThat(call).isNotDone();
            command.reply();
        });
        assertThat(await(call)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noThreadWaitsForTheMethod(Operation operation, List<Kind> kinds) {
        CompletableFuture<Member> work = members.hold();
        CompletableFuture<?> call = operation.begin(members, UUID.randomUUID().toString());
        await().pollInterval(Duration.ofMillis(2)).until(() -> work.getNumberOfDependents() > 0);
        assertNobodyWaits();
        assertThat(call).isNotDone();
        work.complete(new Member("Ada", 36));
        assertThat(await(call)).isNotNull();
    }

    /** What the checks above would see. */
    @Test
    void threadThatWaitsIsNoticed() {
        CompletableFuture<Member> work = members.hold();
        HeldCommand lookup = store.holdReplyOfNext(Kind.READ);
        CompletableFuture<Member> waiting = CompletableFuture.supplyAsync(
                () -> members.findAndWait(UUID.randomUUID().toString()), task -> new Thread(task, "waits").start());
        lookup.awaitArrival();
        await().until(() -> threads.now().stream().anyMatch(thread -> thread.startsWith("waits ")));
        lookup.reply();
        work.complete(new Member("Ada", 36));
        assertThat(await(waiting).name()).isEqualTo("Ada");
    }

    /** A thread may stand still for a moment on its way, for example for the lock of the timers, and goes on. */
    private void assertNobodyWaits() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(threads.now()).isEmpty());
    }
}
