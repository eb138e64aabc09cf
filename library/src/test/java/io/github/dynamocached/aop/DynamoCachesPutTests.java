package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.Consistency;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.cache.ReadThroughCaches;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

/** Code puts what it writes into the entries of annotated methods. */
class DynamoCachesPutTests extends DynamoCachesFixture {

    @Test
    void putStoresWhatTheWriteReturns() {
        assertThat(people.entry(ann).put(() -> ann)).contains(ann);

        assertThat(repository.find("t1", 7)).isEqualTo(ann);
        assertThat(backend.calls()).isZero();
        assertThat(store.evictions()).isEmpty();
    }

    @Test
    void putWithoutAResultEvicts() {
        backend.willAnswer(ann);
        assertThat(load()).contains(ann);

        assertThat(people.entry(ann).put(() -> null)).isEmpty();

        assertThat(store.evictions()).containsExactly("people/t1:7");
        assertThat(people.entry(ann).look().freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void putOfAVariantStoresThatVariant() {
        TypedDynamoCache<List<String>> names =
                caches.cache("names").of(new ParameterizedTypeReference<List<String>>() {});

        assertThat(names.entry("t1").variant(10, "up").put(() -> List.of("Ann")))
                .contains(List.of("Ann"));

        assertThat(repository.names("t1", 10, "up")).containsExactly("Ann");
        assertThat(backend.calls()).isZero();
    }

    @Test
    void putWhoseWriteThrowsEvictsAndThrowsWhatItThrew() {
        backend.willAnswer(ann);
        assertThat(load()).contains(ann);
        IOException failure = new IOException("late");

        assertThatThrownBy(() -> people.entry(ann).putChecked(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(store.evictions()).startsWith("people/t1:7");
        assertThat(people.entry(ann).look().freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void fenceOfAPutKeepsReadersFromStoring() {
        backend.willAnswer("old");
        assertThat(repository.fenced("1")).isEqualTo("old");

        Optional<String> written = caches.cache("fenced")
                .of(String.class)
                .entry("1")
                .put(() -> {
                    assertThat(caches.cache("fenced").look("1").fences()).isEqualTo(1);
                    assertThat(repository.fenced("1")).isEqualTo("old");
                    return "new";
                });

        assertThat(written).contains("new");
        assertThat(repository.fenced("1")).isEqualTo("new");
        assertThat(caches.cache("fenced").look("1").fences()).isZero();
    }

    @Test
    void evictionOrPutByCodeMakesACacheStrict() {
        backend.willAnswer("A book");
        assertThat(repository.title(new Isbn("1"))).isEqualTo("A book");
        ReadThroughCaches all = application.bean(ReadThroughCaches.class);
        assertThat(caches.cache("books").look("1").hasKey()).isTrue();
        assertThat(all.cache("books").consistency()).isEqualTo(Consistency.EVENTUAL);

        assertThat(caches.cache("books").evict("1")).isTrue();
        assertThat(all.cache("books").consistency()).isEqualTo(Consistency.STRICT);

        assertThat(all.cache("names").consistency()).isEqualTo(Consistency.EVENTUAL);
        assertThat(caches.cache("names").of(String.class).entry("1").put(() -> "x"))
                .contains("x");
        assertThat(all.cache("names").consistency()).isEqualTo(Consistency.STRICT);
    }
}
