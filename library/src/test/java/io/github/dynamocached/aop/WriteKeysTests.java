package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever goes wrong with the key of a write, the write happens, and nothing old stays in its cache. */
class WriteKeysTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.github.dynamocached.aop");

    private final CachingTestApplication application = CachingTestApplication.start(Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
    }

    /** What has a text only sometimes. */
    static final class Odd {

        private final RuntimeException failure;

        Odd(RuntimeException failure) {
            this.failure = failure;
        }

        public String id() {
            if (failure.getMessage() != null) {
                throw failure;
            }
            return "";
        }
    }

    static class Repository {

        private int writes;

        int writes() {
            return writes;
        }

        @DynamoCached("people")
        public Person find(String tenant, long number) {
            return new Person(tenant, number, "name");
        }

        @DynamoEvict("people")
        public String save(Person person) {
            writes++;
            return "saved";
        }

        @DynamoEvict(cache = "people", keys = "#people")
        public void saveAll(Collection<Person> people) {
            writes++;
        }

        @DynamoEvict(cache = "things", key = "#id")
        public void thing(Object id) {
            writes++;
        }

        @DynamoEvict(cache = "things", key = "#odd.id()")
        public void odd(Odd odd) {
            writes++;
        }

        @DynamoEvict(cache = "things", key = "#id")
        public void thingThatThrows(Object id) {
            writes++;
            throw new UnsupportedOperationException("as it is");
        }

        @DynamoPut(cache = "things", key = "#id", variant = "#language")
        public String put(Object id, Object language) {
            writes++;
            return "put";
        }

        @DynamoEvict(cache = "things", key = "#id", condition = "#id.length() > 1")
        public void conditional(Object id) {
            writes++;
        }

        @DynamoPut(cache = "things", key = "#id", condition = "{#result}[0].missing")
        public String conditionalPut(Object id) {
            writes++;
            return "put";
        }
    }

    private static final Object SECRET = "secret".chars();

    private void evictedEverything(String cache) {
        assertThat(repository.writes()).isEqualTo(1);
        assertThat(store.evictions()).containsExactly(cache + "/all");
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR"))
                .hasSize(1)
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void entityWithoutAKeyIsWrittenAndItsCacheEvicted() {
        assertThat(repository.save(new Person("", 1, "secret"))).isEqualTo("saved");
        evictedEverything("people");
        assertThat(log.lines())
                .contains("ERROR @DynamoEvict on WriteKeysTests.Repository.save(Person): key gives no key. Person has"
                        + " no value for its partition key 'tenant'. The method was still called, and"
                        + " all entries of the cache 'people' are evicted. Further failures are"
                        + " logged at debug level.");
    }

    @Test
    void collectionWithAnEntityWithoutAKeyIsWritten() {
        repository.saveAll(List.of(new Person("a", 1, "secret"), new Person("", 1, "secret")));
        evictedEverything("people");
    }

    @Test
    void valueWithoutATextIsWritten() {
        repository.thing(SECRET);
        evictedEverything("things");
    }

    @Test
    void exceptionsOfTheApplicationAreNamedWithoutTheirTexts() {
        repository.odd(new Odd(new IllegalStateException("secret")));
        evictedEverything("things");
        assertThat(log.lines().get(0)).contains("java.lang.IllegalStateException");
    }

    @Test
    void methodThatThrowsStillThrowsItsOwnException() {
        assertThatThrownBy(() -> repository.thingThatThrows(SECRET)).hasMessage("as it is");
        evictedEverything("things");
    }

    @Test
    void putIsWrittenAndEvicts() {
        assertThat(repository.put(SECRET, "de")).isEqualTo("put");
        evictedEverything("things");
    }

    @Test
    void putWhoseVariantHasNoTextEvictsItsKey() {
        assertThat(repository.put("1", SECRET)).isEqualTo("put");
        assertThat(store.evictions()).containsExactly("things/1");
        assertThat(repository.writes()).isEqualTo(1);
    }

    @Test
    void conditionThatFailsEvicts() {
        repository.conditional(1);
        assertThat(store.evictions()).containsExactly("things/1");
        assertThat(repository.conditionalPut("2")).isEqualTo("put");
        assertThat(store.evictions()).containsExactly("things/1", "things/2");
        assertThat(repository.writes()).isEqualTo(2);
    }

    @Test
    void onlyTheFirstFailureIsAnError() {
        repository.thing(SECRET);
        repository.thing(SECRET);
        assertThat(store.evictions()).containsExactly("things/all", "things/all");
        assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(1);
    }
}
