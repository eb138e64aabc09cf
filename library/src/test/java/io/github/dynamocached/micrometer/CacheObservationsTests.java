package io.github.dynamocached.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.Outcome.Source;
import io.github.dynamocached.RefreshTrigger;
import io.github.dynamocached.cache.Node;
import io.github.dynamocached.load.BlockingLoader;
import io.github.dynamocached.store.Slot;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is observed of loads, refreshes and commands, and what is a part of what. */
class CacheObservationsTests extends ObservationFixture {

    @Test
    void missIsALoadWithCommandsAroundIt() {
        Slot slot = slot();
        within("request", () -> node.read(slot, () -> "value"));
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("dynamocached.load")
                .that()
                .hasContextualNameEqualTo("load users")
                .hasLowCardinalityKeyValue("cache", "users")
                .hasLowCardinalityKeyValue("outcome", "success")
                .doesNotHaveError()
                .hasBeenStarted()
                .hasBeenStopped()
                .hasParentObservationContextMatching(parent -> "request".equals(parent.getName()));
        for (String name : List.of("HMGET", "tryLock", "acquire", "fill", "unlock")) {
            Observation.Context command = command(name);
            assertThat(command.getName()).isEqualTo("dynamocached.redis.command");
            assertThat(parentOf(command)).as(name).isEqualTo("request");
            assertThat(command.getLowCardinalityKeyValues())
                    .containsExactly(KeyValue.of("command", name), KeyValue.of("outcome", "success"));
        }
    }

    @Test
    void hitIsOneCommandAndNoLoad() {
        Slot slot = slot();
        node.read(slot, () -> "value");
        Observation.Context last = command("unlock");
        assertThat(parentOf(last)).isNull();
        forget();
        within("request", () -> node.read(slot, () -> "other"));
        Observation.Context unused = command("HMGET");
        assertThat(ended)
                .extracting(Observation.Context::getName)
                .containsExactlyInAnyOrder("request", "dynamocached.redis.command");
    }

    @Test
    void codeWithinALoadIsAPartOfIt() {
        AtomicReference<Class<?>> seen = new AtomicReference<>();
        node.read(slot(), () -> {
            seen.set(Objects.requireNonNull(registry.getCurrentObservation())
                    .getContext()
                    .getClass());
            return "value";
        });
        assertThat(seen).hasValue(LoadObservationContext.class);
        assertThat(registry.getCurrentObservation()).isNull();
    }

    @Test
    void commandsOfACallWithinALoadArePartsOfThatLoad() {
        node.read(slot(), () -> node.read(slot(), () -> "inner").value());
        List<Observation.Context> lookups = ended.stream()
                .filter(context -> "HMGET".equals(context.getContextualName()))
                .toList();
        assertThat(lookups).extracting(ObservationFixture::parentOf).containsExactly(null, "dynamocached.load");
    }

    @Test
    void failedLoadHasItsException() {
        IllegalStateException failure = new IllegalStateException("the table is gone");
        assertThatThrownBy(() -> node.read(slot(), () -> {
                    throw failure;
                }))
                .hasCause(failure);
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("dynamocached.load")
                .that()
                .hasLowCardinalityKeyValue("outcome", "failure")
                .hasError(failure);
    }

    @Test
    void asynchronousLoadEndsWithItsValueAndNotWithItsCall() {
        CompletableFuture<@Nullable Object> value = new CompletableFuture<>();
        Executor executor = Runnable::run;
        CompletableFuture<?> read =
                node.readAsync(slot(), () -> value, executor).toCompletableFuture();
        await().untilAsserted(() -> TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("dynamocached.load")
                .that()
                .hasBeenStarted()
                .isNotStopped());
        value.complete("value");
        read.join();
        TestObservationRegistryAssert.assertThat(registry)
                .hasObservationWithNameEqualTo("dynamocached.load")
                .that()
                .hasBeenStopped();
    }

    @Test
    void callThatGoesOnOnOtherThreadsTakesItsContextAlong() {
        Slot slot = slot();
        CompletableFuture<?> read = Observation.createNotStarted("request", registry)
                .observe(() -> node.readAsync(
                                slot,
                                () -> CompletableFuture.completedFuture("value"),
                                task -> new Thread(task).start())
                        .toCompletableFuture());
        read.join();
        Observation.Context load = command("load users");
        assertThat(parentOf(load)).isEqualTo("request");
        for (String name : List.of("HMGET", "tryLock", "acquire", "fill", "unlock")) {
            assertThat(parentOf(command(name))).as(name).isEqualTo("request");
        }
    }

    @Test
    void batchIsOneLoadAndItsCommandsAreSentByOtherThreads() {
        List<Slot> slots = List.of(slot(), slot());
        within("request", () -> node.readAll(slots, missing -> Map.of(slots.get(0), Optional.of("value"))));
        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsWithNameEqualTo("dynamocached.load", 1);
        for (String name : List.of("HMGET", "acquire", "fill", "release")) {
            assertThat(parentOf(command(name))).as(name).isEqualTo("request");
        }
    }

    @Test
    void refreshIsAPartOfTheCallThatTriggeredIt() {
        CacheSettings brief = Node.SETTINGS
                .with()
                .ttl(Duration.ofMillis(1))
                .staleWhileRevalidate(Duration.ofMinutes(1))
                .build();
        Node stale = nodeWith(new CacheObservations(registry), brief);
        Slot slot = slot();
        stale.read(slot, new Refreshable());
        await().until(() -> {
            AtomicReference<Source> source = new AtomicReference<>();
            within(
                    "trigger",
                    () -> source.set(stale.read(slot, new Refreshable()).source()));
            return source.get() == Source.STALE;
        });
        Observation.Context refresh = command("refresh users");
        assertThat(refresh)
                .asInstanceOf(type(RefreshObservationContext.class))
                .satisfies(context -> assertThat(context.getTrigger()).isEqualTo(RefreshTrigger.STALE));
        assertThat(parentOf(refresh)).isEqualTo("trigger");
        assertThat(refresh.getLowCardinalityKeyValues())
                .contains(KeyValue.of("outcome", "refreshed"), KeyValue.of("trigger", "stale"));
        assertThat(ended)
                .filteredOn(context -> "load users".equals(context.getContextualName()))
                .extracting(ObservationFixture::parentOf)
                .contains("dynamocached.refresh");
        stale.close();
    }

    private static final class Refreshable implements BlockingLoader {

        @Override
        public Object load() {
            return "value";
        }

        @Override
        public BlockingLoader forRefresh() {
            return this;
        }
    }
}
