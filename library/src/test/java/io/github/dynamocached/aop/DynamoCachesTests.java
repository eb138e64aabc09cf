package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.MisuseException;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.UnansweredException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

/** Code reaches the entries of annotated methods, and the other way round. */
class DynamoCachesTests extends DynamoCachesFixture {

    @Test
    void codeFindsWhatAMethodHasStored() {
        backend.willAnswer(ann);
        assertThat(repository.find("t1", 7)).isEqualTo(ann);

        assertThat(load()).contains(ann);
        assertThat(people.entry(ann).read(backend::<Person>answer)).contains(ann);
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void methodFindsWhatCodeHasStored() {
        backend.willAnswer(ann);
        assertThat(load()).contains(ann);

        assertThat(repository.find("t1", 7)).isEqualTo(ann);
        assertThat(backend.calls()).isEqualTo(1);
    }

    @Test
    void variantsAndKeyConvertersAreThoseOfTheAnnotation() {
        backend.willAnswer(List.of("Ann"));
        assertThat(repository.names("t1", 10, "up")).containsExactly("Ann");
        TypedDynamoCache<List<String>> names =
                caches.cache("names").of(new ParameterizedTypeReference<List<String>>() {});
        assertThat(names.entry("t1").variant(10, "up").read(backend::<List<String>>answer))
                .contains(List.of("Ann"));
        assertThat(backend.calls()).isEqualTo(1);

        backend.willAnswer("A book");
        assertThat(repository.title(new Isbn("1"))).isEqualTo("A book");
        assertThat(caches.cache("books")
                        .of(String.class)
                        .entry(new Isbn("1"))
                        .look()
                        .freshness())
                .isEqualTo(Freshness.FRESH);
    }

    @Test
    void absenceIsEmptyAndCached() {
        assertThat(load()).isEmpty();
        assertThat(load()).isEmpty();
        assertThat(repository.find("t1", 7)).isNull();

        assertThat(backend.calls()).isEqualTo(1);
        assertThat(people.entry("t1", 7).look().negative()).isTrue();
    }

    @Test
    void evictionByCodeReachesTheMethodAndTheOtherWayRound() {
        backend.willAnswer(ann);
        assertThat(repository.find("t1", 7)).isEqualTo(ann);
        assertThat(caches.cache("people").evict("t1", 7)).isTrue();
        assertThat(repository.find("t1", 7)).isEqualTo(ann);
        assertThat(people.entry("t1", 7L).evict()).isTrue();
        assertThat(load()).contains(ann);
        repository.save(ann);
        assertThat(load()).contains(ann);

        assertThat(backend.calls()).isEqualTo(4);
        assertThat(store.evictions()).containsExactly("people/t1:7", "people/t1:7", "people/t1:7");
    }

    @Test
    void evictionOfAllKeysReachesMethods() {
        backend.willAnswer(ann);
        assertThat(repository.find("t1", 7)).isEqualTo(ann);

        assertThat(caches.cache("people").evictAll()).isTrue();

        assertThat(people.entry("t1", 7).look().freshness()).isEqualTo(Freshness.NONE);
    }

    @Test
    void lookSeesTheEntryOfAMethod() {
        backend.willAnswer(ann);
        assertThat(repository.find("t1", 7)).isEqualTo(ann);

        assertThat(people.entry("t1", 7).look().freshness()).isEqualTo(Freshness.FRESH);
        assertThat(people.entry("t1", 7).look().bytes()).isPositive();
        assertThat(caches.cache("people").look("t1", 7).variants()).hasSize(1);
        assertThat(caches.cache("people").look("t1", 8).hasKey()).isFalse();
        assertThat(caches.cache("people").of(String.class).entry("t1", 7).look().freshness())
                .isEqualTo(Freshness.NONE);
    }

    @Test
    void lookSaysSoWhenTheStoreIsAway() {
        store.setAway(true);
        assertThatThrownBy(() -> people.entry("t1", 7).look())
                .isInstanceOf(UnansweredException.class)
                .hasMessage("Cache 'people': Redis did not answer in time. Try again when it does.");
        store.setAway(false);
    }

    @Test
    void readThrowsWhatItsLoaderThrows() {
        IOException failure = new IOException("late");
        assertThatThrownBy(() -> people.entry(ann).readChecked(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void valuesLiveAsLongAsTheHandleSays() {
        TypedDynamoCache<Person> longer = people.ttl(Duration.ofHours(2)).staleWhileRevalidate(Duration.ofHours(1));

        assertThat(longer.entry(ann).read(() -> ann)).contains(ann);

        assertThat(longer.entry(ann).look().freshFor()).isBetween(Duration.ofMinutes(107), Duration.ofMinutes(120));
        assertThat(longer.entry(ann).look().staleFor()).isBetween(Duration.ofMinutes(167), Duration.ofMinutes(180));
    }

    @Test
    void valuesOfCodeLiveAsLongAsThoseOfTheMethodThatSharesThem() {
        TypedDynamoCache<String> shared = caches.cache("long").of(String.class);

        assertThat(shared.entry("1").read(() -> "text")).contains("text");
        assertThat(shared.entry("1").variant(1).read(() -> "text")).contains("text");

        assertThat(shared.entry("1").look().freshFor()).isBetween(Duration.ofMinutes(1295), Duration.ofDays(1));
        assertThat(shared.entry("1").look().staleFor()).isBetween(Duration.ofMinutes(2735), Duration.ofDays(2));
        assertThat(shared.entry("1").variant(1).look().staleFor()).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void methodsThatDoNotAgreeOnALifeLeaveItToCode() {
        TypedDynamoCache<Integer> counts = caches.cache("long").of(Integer.class);

        assertThatThrownBy(() -> counts.entry("1").read(() -> 1))
                .isInstanceOf(MisuseException.class)
                .hasMessage("DynamoCaches: cache 'long' of java.lang.Integer: it shares entries with"
                        + " DynamoCachesFixture.Repository.count(String),"
                        + " DynamoCachesFixture.Repository.countOf(String, int), which do not agree on how"
                        + " long values live. Call ttl and staleWhileRevalidate to choose.");
        assertThat(counts.ttl(Duration.ofMinutes(1))
                        .staleWhileRevalidate(Duration.ZERO)
                        .entry("1")
                        .read(() -> 1))
                .contains(1);
    }

    @Test
    void textsNameTheCacheAndTheTypeAlone() {
        assertThat(caches.cache("people")).hasToString("cache 'people'");
        assertThat(people.entry("secret")).hasToString("entry of cache 'people' of " + Person.class.getName());
    }
}
