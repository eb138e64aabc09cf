package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.Missing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a method that reads many keys is called with, and what its caller gets. */
class BatchReadsTests {

    private final CachingTestApplication application = CachingTestApplication.start(Repository.class);
    private final Repository repository = application.bean(Repository.class);

    @AfterEach
    void closeApplication() {
        application.close();
    }

    /** Counts how often it is read. */
    record Language(String code) {

        private static final AtomicInteger READS = new AtomicInteger();

        @Override
        public String code() {
            READS.incrementAndGet();
            return code;
        }
    }

    static class Repository {

        private final Map<String, String> names = new TreeMap<>(Map.of("1", "Ann", "2", "Bob", "3", "Cid"));
        private final List<List<?>> calls = new ArrayList<>();
        private @Nullable RuntimeException failure;

        List<List<?>> calls() {
            return calls;
        }

        Map<String, String> names() {
            return names;
        }

        void willThrow(RuntimeException thrown) {
            failure = thrown;
        }

        private void note(Collection<?> ids) {
            calls.add(new ArrayList<>(ids));
            if (failure != null) {
                throw failure;
            }
        }

        @DynamoCached(cache = "names", key = "#id")
        public @Nullable String name(String id) {
            note(List.of("one", id));
            return names.get(id);
        }

        @DynamoCached(cache = "names", keys = "#ids", unless = "#result == 'Cid'")
        public Map<String, String> namesOf(Collection<String> ids) {
            note(ids);
            Map<String, String> found = new TreeMap<>(names);
            found.keySet().retainAll(ids);
            return found;
        }

        @DynamoCached(cache = "translated", keys = "#ids", variant = "#language")
        public Map<String, String> namesIn(Language language, List<String> ids) {
            return namesOf(ids);
        }

        @DynamoCached(cache = "unprocessed", keys = "#p0", missing = Missing.UNKNOWN)
        public Map<String, String> processed(String... ids) {
            note(Arrays.asList(ids));
            return Map.of();
        }

        @DynamoCached(cache = "people", keys = "#people")
        public List<Person> reload(Set<Person> people) {
            note(people);
            List<Person> found = new ArrayList<>(people);
            Collections.reverse(found);
            return found;
        }

        @DynamoCached(cache = "lists", keys = "#ids", key = "{#tenant, #key}", itemKey = "{#tenant, #item.length()}")
        public Collection<String> ofLength(String tenant, int[] ids) {
            note(Arrays.stream(ids).boxed().toList());
            return Arrays.stream(ids)
                    .filter(length -> length < 5)
                    .mapToObj("x"::repeat)
                    .toList();
        }

        @DynamoCached(cache = "lists", keys = "#ids", itemKey = "#item.substring(0, 1)", missing = Missing.ABSENT)
        public @Nullable List<String> answers(@Nullable List<String> ids, List<String> answers) {
            note(ids == null ? List.of() : ids);
            return ids == null ? null : answers;
        }

        @DynamoCached(cache = "names", keys = "#ids", condition = "#ids.size() > 1")
        public Map<String, String> several(List<String> ids) {
            return namesOf(ids);
        }
    }

    @Test
    void variantIsBuiltOnceForAllKeys() {
        Language language = new Language("en");
        int before = Language.READS.get();
        assertThat(repository.namesIn(language, List.of("1", "2", "3"))).hasSize(3);
        assertThat(Language.READS.get() - before).isEqualTo(1);
        assertThat(repository.namesIn(language, List.of("1", "2", "3"))).hasSize(3);
        assertThat(Language.READS.get() - before).isEqualTo(2);
        assertThat(repository.calls()).containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void methodIsCalledWithWhatIsNotCachedAlone() {
        assertThat(repository.name("2")).isEqualTo("Bob");
        assertThat(repository.namesOf(List.of("1", "2"))).containsExactly(entry("1", "Ann"), entry("2", "Bob"));
        assertThat(repository.calls()).containsExactly(List.of("one", "2"), List.of("1"));
        assertThat(repository.name("1")).isEqualTo("Ann");
        assertThat(repository.namesOf(List.of("2", "1"))).containsExactly(entry("2", "Bob"), entry("1", "Ann"));
        assertThat(repository.calls()).hasSize(2);
    }

    @Test
    void keyWithoutAValueInAMapIsAnAbsenceThatIsCached() {
        assertThat(repository.namesOf(List.of("9", "1"))).containsExactly(entry("1", "Ann"));
        assertThat(repository.namesOf(List.of("1", "9"))).containsExactly(entry("1", "Ann"));
        assertThat(repository.name("9")).isNull();
        assertThat(repository.calls()).containsExactly(List.of("9", "1"));
    }

    @Test
    void keyThatWasNotProcessedIsAskedForAgain() {
        assertThat(repository.processed("1", "2")).isEmpty();
        assertThat(repository.processed("2", "1")).isEmpty();
        assertThat(repository.calls()).containsExactly(List.of("1", "2"), List.of("2", "1"));
    }

    @Test
    void repeatedKeyIsAskedForOnceAndAnsweredAsOftenAsItWasGiven() {
        assertThat(repository.ofLength("t", new int[] {3, 1, 3})).containsExactly("xxx", "x", "xxx");
        assertThat(repository.calls()).containsExactly(List.of(3, 1));
    }

    @Test
    void listComesInTheOrderOfTheCallerWhateverThatOfTheMethod() {
        Person first = new Person("t", 1, "Ann");
        Person second = new Person("t", 2, "Bob");
        Set<Person> people = new LinkedHashSet<>(List.of(first, second));
        assertThat(repository.reload(people)).containsExactly(first, second);
        assertThat(repository.reload(people)).containsExactly(first, second);
        assertThat(repository.calls()).hasSize(1);
    }

    @Test
    void keyThatNoItemOfAListHasIsNotTakenForAbsent() {
        assertThat(repository.ofLength("t", new int[] {7, 2})).containsExactly("xx");
        assertThat(repository.ofLength("t", new int[] {7, 2})).containsExactly("xx");
        assertThat(repository.calls()).containsExactly(List.of(7, 2), List.of(7));
    }

    @Test
    void keyThatNoItemOfAListHasIsAbsentWhereTheMethodSaysSo() {
        assertThat(repository.answers(List.of("a", "b"), List.of("a!"))).containsExactly("a!");
        assertThat(repository.answers(List.of("b", "a"), List.of())).containsExactly("a!");
        assertThat(repository.calls()).hasSize(1);
    }

    @Test
    void nothingIsCalledForNoKeys() {
        assertThat(repository.namesOf(List.of())).isEmpty();
        assertThat(repository.ofLength("t", new int[0])).isEmpty();
        assertThat(repository.calls()).isEmpty();
    }

    @Test
    void nullInPlaceOfKeysGoesToTheMethod() {
        assertThat(repository.answers(null, List.of())).isNull();
        assertThat(repository.calls()).hasSize(1);
    }

    @Test
    void moreThanAHundredKeysAreReadAtOnce() {
        List<String> ids = IntStream.range(0, 1_234).mapToObj(Integer::toString).toList();
        ids.forEach(id -> repository.names().put(id, "name of " + id));
        assertThat(repository.namesOf(ids)).hasSize(1_234).containsEntry("1233", "name of 1233");
        assertThat(repository.namesOf(ids)).hasSize(1_234);
        assertThat(repository.calls()).hasSize(1);
    }

    @Test
    void valueThatIsNotToBeStoredIsAskedForAgain() {
        assertThat(repository.namesOf(List.of("1", "3"))).hasSize(2);
        assertThat(repository.namesOf(List.of("1", "3"))).hasSize(2);
        assertThat(repository.calls()).containsExactly(List.of("1", "3"), List.of("3"));
    }

    @Test
    void otherTenantHasOtherEntries() {
        assertThat(repository.ofLength("t", new int[] {1})).hasSize(1);
        assertThat(repository.ofLength("u", new int[] {1})).hasSize(1);
        assertThat(repository.calls()).hasSize(2);
    }

    @Test
    void conditionDecidesOnTheCallAsAWhole() {
        repository.several(List.of("1"));
        repository.several(List.of("1"));
        assertThat(repository.calls()).hasSize(2);
        repository.several(List.of("1", "2"));
        repository.several(List.of("1", "2"));
        assertThat(repository.calls()).hasSize(3);
    }

    @Test
    void exceptionOfTheMethodReachesTheCallerAndNothingIsCached() {
        repository.willThrow(new IllegalStateException("throttled"));
        assertThatThrownBy(() -> repository.namesOf(List.of("1", "2"))).hasMessage("throttled");
        assertThatThrownBy(() -> repository.namesOf(List.of("1", "2"))).hasMessage("throttled");
        assertThat(repository.calls()).hasSize(2);
    }

    @Test
    void withoutRedisTheMethodIsCalledWithAllKeys() {
        application.store().setAway(true);
        assertThat(repository.namesOf(List.of("1", "2", "1"))).hasSize(2);
        assertThat(repository.calls()).containsExactly(List.of("1", "2"));
    }

    @Test
    void valueOfAKeyThatNobodyAskedForIsAnError() {
        assertThatThrownBy(() -> repository.answers(List.of("a"), List.of("b!")))
                .hasMessage(
                        "@DynamoCached on BatchReadsTests.Repository.answers(List, List): the method returned a value"
                                + " for a key that it was not called with. Return only values for the keys it was"
                                + " called with. If items build their keys differently, set itemKey.");
    }

    @Test
    void secondItemOfAKeyIsAnError() {
        assertThatThrownBy(() -> repository.answers(List.of("a"), List.of("a!", "a?")))
                .hasMessage(
                        "@DynamoCached on BatchReadsTests.Repository.answers(List, List): the method returned several"
                                + " values for one key. Return one value for each key, or a Map of lists.");
    }

    @Test
    void elementThatCannotBeAKeyIsAnErrorBeforeTheMethodIsCalled() {
        assertThatThrownBy(() -> repository.reload(Set.of(new Person("", 1, null))))
                .hasMessage(
                        "@DynamoCached on BatchReadsTests.Repository.reload(Set): key gives no key. Person has no value"
                                + " for its partition key 'tenant'.");
        assertThat(repository.calls()).isEmpty();
    }
}
