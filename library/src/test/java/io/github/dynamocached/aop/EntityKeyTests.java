package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reads and evictions whose keys have one shape, and meet only if their values do (pitfall 45). */
class EntityKeyTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.github.dynamocached.cache");

    private List<String> errors() {
        return log.lines().stream().filter(line -> line.startsWith("ERROR ")).toList();
    }

    static class People {

        private int calls;

        @DynamoCached("people")
        public Optional<Person> find(String tenant, long number) {
            calls++;
            return number == 0 ? Optional.empty() : Optional.of(new Person("TENANT#" + tenant, number, "name"));
        }

        @DynamoCached(cache = "people", key = "{'TENANT#' + #tenant, #number}")
        public @Nullable Person findRightly(String tenant, long number) {
            calls++;
            return new Person("TENANT#" + tenant, number, "name");
        }

        public int calls() {
            return calls;
        }
    }

    static class ByEntity {
        @DynamoEvict("people")
        public void save(Person person) {}
    }

    static class ByParameters {
        @DynamoEvict(cache = "people", key = "{#tenant, #number}")
        public void save(String tenant, long number) {}
    }

    @Test
    void entityUnderAnotherKeyThanItsOwnIsNotStored() {
        try (CachingTestApplication application = CachingTestApplication.start(People.class, ByEntity.class)) {
            People people = application.bean(People.class);
            assertThat(people.find("a", 0)).isEmpty();
            assertThat(errors()).isEmpty();
            assertThat(people.find("secret", 1)).isPresent();
            assertThat(people.find("secret", 1)).isPresent();
            assertThat(people.find("secret", 2)).isPresent();
            assertThat(people.calls()).isEqualTo(4);
            assertThat(errors())
                    .containsExactly(
                            "ERROR EntityKeyTests.People.find(String, long): its results are returned but not cached"
                                    + " in 'people': the key of the entry differs from the key of the entity"
                                    + " in it, which @DynamoEvict on EntityKeyTests.ByEntity.save(Person)"
                                    + " evicts. Use the key of the entity on the read, for example \"'USER#'"
                                    + " + #id\" for such a partition key, or use the key of the read on the"
                                    + " eviction.");
        }
    }

    @Test
    void entityUnderItsOwnKeyIsStored() {
        try (CachingTestApplication application = CachingTestApplication.start(People.class, ByEntity.class)) {
            People people = application.bean(People.class);
            assertThat(people.findRightly("a", 1)).isNotNull();
            assertThat(people.findRightly("a", 1)).isNotNull();
            assertThat(people.calls()).isEqualTo(1);
            assertThat(errors()).isEmpty();
        }
    }

    @Test
    void keyIsFreeWhereNobodyEvictsByTheEntity() {
        try (CachingTestApplication application = CachingTestApplication.start(People.class, ByParameters.class)) {
            People people = application.bean(People.class);
            assertThat(people.find("a", 1)).isPresent();
            assertThat(people.find("a", 1)).isPresent();
            assertThat(people.calls()).isEqualTo(1);
            assertThat(errors()).isEmpty();
        }
    }
}
