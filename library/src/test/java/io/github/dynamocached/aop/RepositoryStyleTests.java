package io.github.dynamocached.aop;

import static io.github.dynamocached.cache.Stages.await;
import static io.github.dynamocached.cache.Stages.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A cached repository behaves alike in whatever style it is written, and however its calls are advised. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryStyleTests {

    private @Nullable CachingTestApplication application;

    Stream<Arguments> styles() {
        return styles(JavaStyle.values());
    }

    static Stream<Arguments> styles(RepositoryStyle... styles) {
        return Stream.of(styles)
                .flatMap(style -> Stream.of(Proxied.values()).map(proxied -> Arguments.of(style, proxied)));
    }

    @AfterEach
    void closeApplication() {
        if (application != null) {
            application.close();
            application = null;
        }
    }

    private AnyRepository start(RepositoryStyle style, Advised advised) {
        CachingTestApplication started = advised.start(RepositoryStyle.Items.class, style.component());
        application = started;
        assertThat(advised.isKindOf(started.bean(style.type()))).isTrue();
        return style.of(started);
    }

    private CachingTestApplication application() {
        if (application == null) {
            throw new IllegalStateException("nothing has started");
        }
        return application;
    }

    private Source source() {
        return application().bean(Source.class);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void missLoadsAndFillsAndAHitCallsNobody(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        source().put("1", "one");
        assertThat(await(repository.find("1"))).isEqualTo("one");
        assertThat(await(repository.find("1"))).isEqualTo("one");
        assertThat(source().loads()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void absenceIsCached(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        assertThat(repository.find("1").thenApply(String::valueOf)).succeedsWithin(Duration.ofSeconds(20));
        assertThat(repository.find("1").thenApply(String::valueOf).join()).isEqualTo("null");
        assertThat(source().loads()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void staleValueIsReturnedAndRefreshedInTheBackground(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        source().put("1", "old");
        assertThat(await(repository.find("1"))).isEqualTo("old");
        source().put("1", "new");
        application().store().server().advance(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(await(repository.find("1"))).isEqualTo("old");
        await().until(() -> "new".equals(repository.find("1").join()));
        assertThat(source().loads()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void evictionIsAcknowledgedBeforeTheCallerGoesOn(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        source().put("1", "old");
        assertThat(await(repository.find("1"))).isEqualTo("old");
        CompletableFuture<@Nullable String> read =
                repository.save("1", "new").thenCompose(saved -> repository.find("1"));
        assertThat(await(read)).isEqualTo("new");
        assertThat(application().store().evictions()).containsExactly("items/1");
    }

    @ParameterizedTest
    @MethodSource("styles")
    void nothingIsEvictedBeforeTheWriteHasEnded(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        CompletableFuture<@Nullable Void> write = source().hold();
        CompletableFuture<@Nullable String> saving = repository.save("1", "new");
        await().until(() -> source().writes() == 1);
        assertThat(application().store().evictions()).isEmpty();
        assertThat(saving).isNotDone();
        write.complete(null);
        assertThat(await(saving)).isEqualTo("new");
        assertThat(application().store().evictions()).containsExactly("items/1");
    }

    @ParameterizedTest
    @MethodSource("styles")
    void writeThatFailsEvictsAndItsExceptionComesAsItIs(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        IllegalStateException failure = new IllegalStateException("throttled");
        source().setFailure(failure);
        assertThat(awaitFailure(repository.save("1", "new"))).isSameAs(failure);
        assertThat(application().store().evictions()).containsExactly("items/1");
    }

    @ParameterizedTest
    @MethodSource("styles")
    void putStoresItsValue(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        assertThat(await(repository.store("1", "one"))).isEqualTo("one");
        assertThat(await(repository.find("1"))).isEqualTo("one");
        assertThat(source().loads()).isZero();
    }

    @ParameterizedTest
    @MethodSource("styles")
    void batchLoadsOnlyWhatIsMissing(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        source().put("1", "one");
        source().put("2", "two");
        assertThat(await(repository.find("1"))).isEqualTo("one");
        Map<String, String> both = Map.of("1", "one", "2", "two");
        assertThat(await(repository.findAll(List.of("1", "2", "3")))).isEqualTo(both);
        assertThat(source().loads()).isEqualTo(3);
        assertThat(await(repository.findAll(List.of("1", "2", "3")))).isEqualTo(both);
        assertThat(source().loads()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void stampedeLoadsOnce(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        source().put("1", "one");
        CompletableFuture<@Nullable Void> load = source().hold();
        List<CompletableFuture<@Nullable String>> calls = new ArrayList<>();
        for (int call = 0; call < 50; call++) {
            calls.add(repository.find("1"));
        }
        await().until(() -> application().store().reads().size() >= 50);
        load.complete(null);
        assertThat(calls).allSatisfy(call -> assertThat(await(call)).isEqualTo("one"));
        assertThat(source().loads()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("styles")
    void redisAwayLeavesTheMethod(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        source().put("1", "one");
        application().store().setAway(true);
        assertThat(await(repository.find("1"))).isEqualTo("one");
        assertThat(await(repository.findAll(List.of("1")))).containsOnlyKeys("1");
        assertThat(await(repository.store("2", "two"))).isEqualTo("two");
        assertThat(await(repository.save("1", "new"))).isEqualTo("new");
        application().store().setAway(false);
        await().until(() -> "new".equals(repository.find("1").join()));
    }

    @ParameterizedTest
    @MethodSource("styles")
    void exceptionComesAsItIsAndIsNotCached(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        IllegalStateException failure = new IllegalStateException("no such table");
        source().setFailure(failure);
        assertThat(awaitFailure(repository.find("1"))).isSameAs(failure);
        source().setFailure(null);
        source().put("1", "one");
        assertThat(await(repository.find("1"))).isEqualTo("one");
    }

    @ParameterizedTest
    @MethodSource("styles")
    void callerThatLeavesCancelsNobodyElsesLoad(RepositoryStyle style, Advised advised) {
        AnyRepository repository = start(style, advised);
        source().put("1", "one");
        CompletableFuture<@Nullable Void> load = source().hold();
        CompletableFuture<@Nullable String> leader = repository.find("1");
        await().until(() -> source().loads() == 1);
        CompletableFuture<@Nullable String> follower = repository.find("1");
        await().until(() -> application().store().reads().size() >= 2);
        leader.cancel(true);
        load.complete(null);
        assertThat(await(follower)).isEqualTo("one");
        assertThat(source().loads()).isEqualTo(1);
    }
}
