package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a {@link DynamoEvict} method evicts, and what its caller sees. */
class EvictionsTests {

    private final CachingTestApplication application = CachingTestApplication.start(Backend.class, Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final Backend backend = application.bean(Backend.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
    }

    static class Repository {

        private final Backend backend;

        Repository(Backend backend) {
            this.backend = backend;
        }

        @DynamoCached("people")
        public String name(String tenant, long number) {
            return backend.answer();
        }

        @DynamoEvict("people")
        public void save(Person person) {
            backend.answer();
        }

        @DynamoEvict("people")
        public void rename(String tenant, long number) {}

        @DynamoEvict("people")
        public void rename(String reason, Person person) {}

        @DynamoEvict(cache = "people", key = "#person", condition = "#person.name() != null")
        @DynamoEvict(cache = "names", key = "#person.name()")
        public void saveNamed(Person person) {
            backend.answer();
        }

        @DynamoEvict(cache = "people", key = "#result")
        public Optional<Person> create(String name) {
            return Optional.of(new Person("new", 1, name));
        }

        @DynamoEvict(cache = "people", key = "#result.length() > 0 ? #p0 : {#result}[0].missing")
        @DynamoEvict(cache = "names", key = "#p0")
        public @Nullable String failingAfterwards(String id) {
            return null;
        }

        @DynamoEvict(cache = "ids", key = "#id", condition = "#result > 0")
        public int update(String id, int updated) {
            return updated;
        }

        @DynamoEvict(cache = "ids", key = "#id")
        @DynamoEvict(cache = "results", key = "#result")
        @DynamoEvict(cache = "conditional", key = "#id", condition = "#result != null")
        public String throwing(String id) throws IOException {
            throw new IOException("as it is");
        }

        @DynamoEvict(cache = "people", allEntries = true)
        public void replaceAll(String tenant) {
            backend.answer();
        }

        @DynamoEvict(cache = "people", allEntries = true, condition = "#result > 0")
        public int replaceSome(int count) throws IOException {
            if (count < 0) {
                throw new IOException("as it is");
            }
            return count;
        }

        @DynamoCached(cache = "both", key = "#id")
        @DynamoEvict(cache = "both", key = "#id")
        public String both(String id) {
            return backend.answer();
        }
    }

    @Test
    void evictionByTheEntityMeetsTheReadByItsKey() {
        repository.name("a", 1);
        repository.name("a", 1);
        assertThat(backend.calls()).isEqualTo(1);
        repository.save(new Person("a", 1, "Ann"));
        repository.name("a", 1);
        assertThat(backend.calls()).isEqualTo(3);
    }

    @Test
    void allEntriesAreEvictedAfterTheMethod() {
        repository.name("a", 1);
        repository.name("b", 2);

        repository.replaceAll("c");

        assertThat(store.evictions()).containsExactly("people/all");
        repository.name("a", 1);
        repository.name("b", 2);
        assertThat(backend.calls()).isEqualTo(5);
    }

    @Test
    void allEntriesAreEvictedWhereTheConditionHoldsAndWhereTheMethodThrew() throws IOException {
        repository.replaceSome(0);
        assertThat(store.evictions()).isEmpty();
        repository.replaceSome(1);
        assertThat(store.evictions()).containsExactly("people/all");
        assertThatThrownBy(() -> repository.replaceSome(-1)).hasMessage("as it is");
        assertThat(store.evictions()).containsExactly("people/all", "people/all");
    }

    @Test
    void keyLeftOutIsThatOfTheEntityAndElseAllParameters() {
        repository.rename("because", new Person("a", 1, null));
        repository.rename("b", 2);
        assertThat(store.evictions()).containsExactly("people/a:1", "people/b:2");
    }

    @Test
    void repeatedEvictionsAreSentInTheirOrder() {
        repository.saveNamed(new Person("a", 1, "Ann"));
        assertThat(store.evictions()).containsExactly("people/a:1", "names/Ann");
    }

    @Test
    void falseConditionKeepsOneEvictionBack() {
        repository.saveNamed(new Person("a", 1, null));
        assertThat(store.evictions()).containsExactly("names/@null");
    }

    @Test
    void keyOfTheResultIsTakenFromWithinTheOptional() {
        repository.create("Ann");
        assertThat(store.evictions()).containsExactly("people/new:1");
    }

    @Test
    void keyOfTheResultThatFailsEvictsAllEntriesAndKeepsNoOtherEvictionBack() {
        assertThat(repository.failingAfterwards("1")).isNull();
        assertThat(store.evictions()).containsExactly("people/all", "names/1");
    }

    @Test
    void conditionOfTheResultIsAskedAfterTheMethod() {
        repository.update("1", 0);
        assertThat(store.evictions()).isEmpty();
        repository.update("2", 1);
        assertThat(store.evictions()).containsExactly("ids/2");
    }

    @Test
    void methodThatThrowsEvictsAllTheSameWhatHasAKey() {
        assertThatThrownBy(() -> repository.throwing("1"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("as it is")
                .hasNoSuppressedExceptions();
        assertThat(store.evictions()).containsExactly("ids/1", "conditional/1");
    }

    @Test
    void evictionThatIsNotAcknowledgedLeavesTheOutcomeAlone() {
        store.setAway(true);
        assertThat(repository.update("1", 1)).isEqualTo(1);
        assertThatThrownBy(() -> repository.throwing("1")).hasMessage("as it is");
        assertThat(store.evictions()).contains("ids/1", "conditional/1");
        store.setAway(false);
    }

    @Test
    void methodWithBothReadsFirstAndEvictsThen() {
        backend.willAnswer("a");
        assertThat(repository.both("1")).isEqualTo("a");
        assertThat(repository.both("1")).isEqualTo("a");
        assertThat(backend.calls()).isEqualTo(2);
        assertThat(store.reads()).containsExactly("both/1/java.lang.String", "both/1/java.lang.String");
        assertThat(store.evictions()).containsExactly("both/1", "both/1");
    }
}
