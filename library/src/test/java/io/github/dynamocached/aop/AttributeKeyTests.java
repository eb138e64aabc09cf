package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Evictions by other attributes of an entity than the one that its entries lie under. */
class AttributeKeyTests {

    @RegisterExtension
    final CapturedLog log = new CapturedLog("io.github.dynamocached.cache");

    private List<String> errors() {
        return log.lines().stream().filter(line -> line.startsWith("ERROR ")).toList();
    }

    static class People {

        private int calls;

        @DynamoCached(cache = "people", key = "#tenant")
        public Person find(String tenant) {
            calls++;
            return new Person(tenant, 1, "Ann");
        }

        public int calls() {
            return calls;
        }
    }

    static class ByName {
        @DynamoEvict(cache = "people", key = "#person.name()")
        public void save(Person person) {}
    }

    static class ByNameOfTheResult {
        @DynamoEvict(cache = "people", key = "'P' + #result.name()")
        public Person save(String name) {
            return new Person("a", 1, name);
        }
    }

    static class ByTenant {
        @DynamoEvict(cache = "people", key = "#person.tenant()")
        public void save(Person person) {}
    }

    static class ByBoth {
        @DynamoEvict(cache = "people", key = "#person.name()")
        @DynamoEvict(cache = "people", key = "#person.tenant()")
        public void save(Person person) {}
    }

    private int callsOfTwo(Class<?>... writers) {
        Class<?>[] all = new Class<?>[writers.length + 1];
        all[0] = People.class;
        System.arraycopy(writers, 0, all, 1, writers.length);
        try (CachingTestApplication application = CachingTestApplication.start(all)) {
            People people = application.bean(People.class);
            assertThat(people.find("secret").name()).isEqualTo("Ann");
            assertThat(people.find("secret").name()).isEqualTo("Ann");
            return people.calls();
        }
    }

    @Test
    void entityThatItsWriterWouldNotEvictIsNotStored() {
        assertThat(callsOfTwo(ByName.class)).isEqualTo(2);
        assertThat(errors())
                .containsExactly(
                        "ERROR AttributeKeyTests.People.find(String): its results are returned but not cached in"
                                + " 'people': the key of the entry differs from the key that @DynamoEvict on"
                                + " AttributeKeyTests.ByName.save(Person) makes of the entity in it, so it"
                                + " would not be evicted. Use the key of the read on the eviction, in"
                                + " addition to the present one if other entries have that.");
    }

    @Test
    void everyMethodThatWritesTheEntityIsHeldAgainstTheEntry() {
        assertThat(callsOfTwo(ByTenant.class, ByName.class)).isEqualTo(2);
        assertThat(callsOfTwo(ByNameOfTheResult.class)).isEqualTo(2);
    }

    @Test
    void oneOfTheKeysOfAMethodIsEnough() {
        assertThat(callsOfTwo(ByTenant.class)).isEqualTo(1);
        assertThat(callsOfTwo(ByBoth.class)).isEqualTo(1);
        assertThat(errors()).isEmpty();
    }
}
