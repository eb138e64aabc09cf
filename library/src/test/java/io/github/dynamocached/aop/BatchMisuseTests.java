package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.annotation.Missing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is wrong with puts, and with methods that read or evict many keys, stops the start. */
class BatchMisuseTests {

    static class NoParameter {
        @DynamoCached(cache = "a", keys = "#ids.keySet()")
        public Map<String, String> find(Map<String, String> ids) {
            return ids;
        }
    }

    @Test
    void keysThatAreNoParameter() {
        refused(
                NoParameter.class,
                "@DynamoCached on BatchMisuseTests.NoParameter.find(Map): keys \"#ids.keySet()\" is not a parameter."
                        + " Set it to the parameter that holds the keys, for example \"#ids\". To build keys from its"
                        + " elements, also set key, for example \"{#tenant, #key}\".");
    }

    static class NoCollection {
        @DynamoCached(cache = "a", keys = "#id")
        public Map<String, String> find(String id) {
            return Map.of();
        }

        @DynamoCached(cache = "a", keys = "#ids")
        public Map<String, String> find(Stream<String> ids) {
            return Map.of();
        }
    }

    @Test
    void parameterThatIsNoCollection() {
        refused(
                NoCollection.class,
                "@DynamoCached on BatchMisuseTests.NoCollection.find(Stream): keys is a parameter of type Stream, which"
                        + " cannot be rebuilt with fewer keys. Use a Collection, List, Set or array.",
                "@DynamoCached on BatchMisuseTests.NoCollection.find(String): keys is a parameter of type String, which"
                        + " cannot be rebuilt with fewer keys. Use a Collection, List, Set or array.");
    }

    static class OtherResults {
        @DynamoCached(cache = "a", keys = "#ids")
        public Set<Person> set(List<String> ids) {
            return Set.of();
        }

        @DynamoCached(cache = "a", keys = "#ids")
        public Map<String, Optional<String>> optionals(List<String> ids) {
            return Map.of();
        }

        @DynamoCached(cache = "a", keys = "#ids")
        public Map<String, String> otherKeys(List<Integer> ids) {
            return Map.of();
        }
    }

    @Test
    void resultThatCannotBePutTogether() {
        refused(
                OtherResults.class,
                "@DynamoCached on BatchMisuseTests.OtherResults.optionals(List): an Optional for each key cannot be"
                        + " cached. Return plain values, and leave out keys without a value.",
                "@DynamoCached on BatchMisuseTests.OtherResults.otherKeys(List): keys holds elements of type Integer, but"
                        + " the Map has keys of type String. Use one type for both.",
                "@DynamoCached on BatchMisuseTests.OtherResults.set(List): it reads many keys but returns Set. Return a Map"
                        + " by key, a List or a Collection.");
    }

    static class ItemKeys {
        @DynamoCached(cache = "a", keys = "#ids")
        public List<String> without(List<String> ids) {
            return List.of();
        }

        @DynamoCached(cache = "a", keys = "#ids", itemKey = "#item")
        public Map<String, String> ofMap(List<String> ids) {
            return Map.of();
        }

        @DynamoCached(cache = "a", keys = "#ids")
        public List<Person> ofTwoParts(List<String> ids) {
            return List.of();
        }
    }

    @Test
    void keysOfItemsThatAreNotKnownOrMeetNoKey() {
        refused(
                ItemKeys.class,
                "@DynamoCached on BatchMisuseTests.ItemKeys.ofMap(List): itemKey \"#item\" has no effect on a Map,"
                        + " which already has the keys. Remove it, or return a List.",
                "@DynamoCached on BatchMisuseTests.ItemKeys.ofTwoParts(List): the key of an item has the parts (value,"
                        + " value), but keys builds keys with (value). Use the same parts in the same order in key and"
                        + " itemKey.",
                "@DynamoCached on BatchMisuseTests.ItemKeys.without(List): the method returns items of type String,"
                        + " which is not an entity, so their keys are not known. Set itemKey, for example \"#item.id\","
                        + " or return a Map by key.");
    }

    static class WithoutKeys {
        @DynamoCached(cache = "a", missing = Missing.ABSENT)
        public List<String> find(String id) {
            return List.of();
        }
    }

    @Test
    void attributesOfBatchesWithoutKeys() {
        refused(
                WithoutKeys.class,
                "@DynamoCached on BatchMisuseTests.WithoutKeys.find(String): itemKey and missing are for methods that"
                        + " read many keys. Set keys to the parameter that holds the keys, or remove both.");
    }

    static class Evictions {
        @DynamoEvict(cache = "a", keys = "#ids", allEntries = true)
        public void remove(List<String> ids) {}

        @DynamoEvict(cache = "a")
        public void save(List<Person> some, Person[] others) {}
    }

    @Test
    void evictionsThatContradictThemselves() {
        refused(
                Evictions.class,
                "@DynamoEvict on BatchMisuseTests.Evictions.remove(List): allEntries evicts every key, so keys \"#ids\""
                        + " has no effect. Remove one of the two.",
                "@DynamoEvict on BatchMisuseTests.Evictions.save(List, Person[]): more than one parameter holds"
                        + " entities, so the key is ambiguous. Set keys, for example \"#p0\".");
    }

    static class PutsWithoutResult {
        @DynamoPut(cache = "a", key = "#id", unless = "#result == null", ttl = "1m")
        public void save(String id) {}

        @DynamoPut("a")
        public Person saveSeveral(List<Person> people) {
            return people.get(0);
        }
    }

    @Test
    void putsThatHaveNothingToStore() {
        refused(
                PutsWithoutResult.class,
                "@DynamoPut on BatchMisuseTests.PutsWithoutResult.save(String): the method returns nothing to store, so"
                        + " ttl \"1m\" has no effect. Return what was written, or remove it.",
                "@DynamoPut on BatchMisuseTests.PutsWithoutResult.save(String): the method returns nothing to store, so"
                        + " unless \"#result == null\" has no effect. Return what was written, or remove it.",
                "@DynamoPut on BatchMisuseTests.PutsWithoutResult.saveSeveral(List): it takes a collection of entities, but"
                        + " stores one result. Set key, or evict with @DynamoEvict.");
    }

    private static void refused(Class<?> repository, String... problems) {
        assertThatThrownBy(() -> CachingTestApplication.start(repository))
                .isInstanceOfSatisfying(
                        MisuseException.class,
                        misuse -> assertThat(misuse.problems()).containsExactly(problems));
    }
}
