package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a method stores that returns what it has written, and when it evicts in place of that. */
class PutsTests {

    private static final Person ANN = new Person("t", 1, "Ann");

    private final CachingTestApplication application = CachingTestApplication.start(Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final WatchedEntryStore store = application.store();

    @AfterEach
    void closeApplication() {
        application.close();
    }

    static class Repository {

        private int loads;
        private Person inTable = ANN;

        int loads() {
            return loads;
        }

        @DynamoCached("people")
        public Optional<Person> find(String tenant, long number) {
            loads++;
            return Optional.of(inTable);
        }

        @DynamoCached(cache = "people", key = "{#tenant, #number}")
        public String label(String tenant, long number) {
            loads++;
            return "label";
        }

        @DynamoPut("people")
        public @Nullable Person save(Person person) {
            inTable = new Person(person.tenant(), person.number(), person.name() + " as stored");
            return inTable;
        }

        @DynamoPut(cache = "people", key = "{#tenant, #number}", unless = "#result.name() == 'no'")
        public Optional<Person> update(String tenant, long number, Supplier<@Nullable Person> write) {
            Person written = write.get();
            inTable = written == null ? inTable : written;
            return Optional.ofNullable(written);
        }

        @DynamoPut(cache = "people", key = "{#tenant, #number}", unless = "{#result}[0].missing")
        public Person updateBadly(String tenant, long number) {
            return inTable;
        }

        @DynamoPut("people")
        public Person create(String name) {
            inTable = new Person("t", 1, name);
            return inTable;
        }

        @DynamoPut("people")
        public void touch(Person person) {}

        @DynamoEvict("people")
        public void saveAll(Collection<Person> people) {}

        @DynamoEvict(cache = "people", keys = "#numbers", key = "{#tenant, #key}")
        public void removeAll(String tenant, long... numbers) {}
    }

    private void load() {
        repository.find("t", 1);
    }

    @Test
    void whatTheMethodReturnsIsStoredAndNotWhatItWasGiven() {
        load();
        repository.save(ANN);
        assertThat(repository.find("t", 1)).get().extracting(Person::name).isEqualTo("Ann as stored");
        assertThat(repository.loads()).isEqualTo(1);
    }

    @Test
    void otherResultsUnderTheKeyAreEvicted() {
        repository.label("t", 1);
        repository.save(ANN);
        repository.label("t", 1);
        assertThat(repository.loads()).isEqualTo(2);
    }

    @Test
    void nothingIsStoredWhileTheMethodRuns() {
        repository.update("t", 1, () -> {
            load();
            load();
            return ANN;
        });
        assertThat(repository.loads()).isEqualTo(2);
        load();
        assertThat(repository.loads()).isEqualTo(2);
    }

    @Test
    void valueOfOneOfTwoPutsAtOnceIsNotStored() {
        repository.update(
                "t",
                1,
                () -> repository
                        .update("t", 1, () -> new Person("t", 1, "inner"))
                        .map(inner -> new Person("t", 1, "outer"))
                        .orElseThrow());
        assertThat(repository.find("t", 1)).get().extracting(Person::name).isEqualTo("outer");
        assertThat(repository.loads()).isEqualTo(1);
    }

    @Test
    void valueIsNotStoredWhereTheKeyWasEvictedMeanwhile() {
        repository.update("t", 1, () -> {
            repository.touch(ANN);
            return new Person("t", 1, "older");
        });
        load();
        assertThat(repository.loads()).isEqualTo(1);
    }

    @Test
    void absenceUnlessAndNoResultEvict() {
        load();
        repository.update("t", 1, () -> null);
        load();
        repository.update("t", 1, () -> new Person("t", 1, "no"));
        load();
        repository.touch(ANN);
        load();
        assertThat(repository.loads()).isEqualTo(4);
    }

    @Test
    void methodThatThrowsEvicts() {
        load();
        assertThatThrownBy(() -> repository.update("t", 1, () -> {
                    throw new IllegalStateException("timed out");
                }))
                .hasMessage("timed out");
        load();
        load();
        assertThat(repository.loads()).isEqualTo(3);
    }

    @Test
    void expressionThatFailsEvictsAndLeavesNoFence() {
        assertThat(repository.updateBadly("t", 1)).isEqualTo(ANN);
        assertThat(store.evictions()).containsExactly("people/t:1");
        load();
        load();
        assertThat(repository.loads()).isEqualTo(1);
    }

    @Test
    void keyOfTheReturnedEntityEvicts() {
        load();
        repository.create("Bob");
        assertThat(repository.find("t", 1)).get().extracting(Person::name).isEqualTo("Bob");
        assertThat(repository.loads()).isEqualTo(2);
    }

    @Test
    void allEntitiesOfACollectionAreEvicted() {
        repository.saveAll(List.of(ANN, new Person("t", 2, "Bob"), ANN));
        assertThat(store.evictions()).containsExactlyInAnyOrder("people/t:1", "people/t:2");
    }

    @Test
    void allKeysOfAnArrayAreEvicted() {
        load();
        repository.removeAll("t", 1, 2, 3);
        assertThat(store.evictions()).containsExactlyInAnyOrder("people/t:1", "people/t:2", "people/t:3");
        load();
        assertThat(repository.loads()).isEqualTo(2);
    }

    @Test
    void writeGoesOnWithoutRedis() {
        store.setAway(true);
        assertThat(repository.save(ANN)).isNotNull();
        store.setAway(false);
    }
}
