package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Methods of one cache that do not go together. */
class SharedEntryTests {

    private static String problemOf(Class<?>... components) {
        try (CachingTestApplication application = CachingTestApplication.start(components)) {
            return application.context().getDisplayName() + " started";
        } catch (MisuseException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    static class DifferentLives {
        @DynamoCached(cache = "people", ttl = "1m")
        public @Nullable Person find(String tenant, long number) {
            return null;
        }

        @DynamoCached(cache = "people", key = "{#p0, #p1}", staleWhileRevalidate = "90m")
        public Optional<Person> findMaybe(String tenant, long number) {
            return Optional.empty();
        }

        @DynamoCached(cache = "people", key = "#tenant", ttl = "2m")
        public @Nullable Person findFirst(String tenant) {
            return null;
        }
    }

    @Test
    void methodsThatShareEntriesShareTheirLife() {
        assertThat(problemOf(DifferentLives.class))
                .isEqualTo("@DynamoCached on SharedEntryTests.DifferentLives.find(String, long): this method and"
                        + " SharedEntryTests.DifferentLives.findMaybe(String, long) share entries of the"
                        + " cache 'people', but with different lifetimes: ttl 1m, staleWhileRevalidate 0s"
                        + " here, ttl 5m, staleWhileRevalidate 1h30m there. Set the same ttl and"
                        + " staleWhileRevalidate on both, or use another cache for one.");
    }

    static class SameLives {
        @DynamoCached(cache = "people", ttl = "5m")
        public @Nullable Person find(String tenant, long number) {
            return null;
        }

        @DynamoCached("people")
        public Optional<Person> findMaybe(String tenant, long number) {
            return Optional.empty();
        }

        @DynamoCached(cache = "people", variant = "#limit", ttl = "1m", key = "{#tenant, #number}")
        public List<String> names(String tenant, long number, int limit) {
            return List.of();
        }

        @DynamoCached(cache = "people", ttl = "1s")
        public List<String> names(String tenant, long number) {
            return List.of();
        }

        @DynamoCached(cache = "people", ttl = "2s")
        public int count(String tenant, long number) {
            return 0;
        }
    }

    static class PersonWriter {
        @DynamoEvict("people")
        public void save(Person person) {}

        @DynamoEvict(cache = "people", key = "{#person.tenant, #person.number}")
        public void rename(Person person) {}

        @DynamoEvict(cache = "people", key = "#keys")
        public void remove(List<String> keys) {}

        @DynamoEvict(cache = "people", key = "#person")
        public void removeOne(Object person) {}
    }

    @Test
    void methodsThatGoTogetherAreNotRefused() {
        assertThat(problemOf(SameLives.class, PersonWriter.class)).endsWith("started");
    }

    static class TextWriter {
        @DynamoEvict(cache = "people", key = "'PERSON#' + #id")
        public void save(String id) {}
    }

    @Test
    void evictionThatMeetsNoReadIsRefused() {
        assertThat(problemOf(SameLives.class, TextWriter.class, PersonWriter.class))
                .isEqualTo("@DynamoEvict on SharedEntryTests.TextWriter.save(String): it evicts keys with the parts"
                        + " (value), but SharedEntryTests.SameLives.count(String, long) reads keys"
                        + " with the parts (value, value) from the cache 'people'. Use the same key"
                        + " parts in the same order on both.");
    }

    static class AlsoByTenant {
        @DynamoCached("people")
        public List<String> namesOf(String tenant) {
            return List.of();
        }
    }

    static class SavesPeople {
        @DynamoEvict("people")
        public void save(Person person) {}
    }

    @Test
    void readThatNoEvictionMeetsIsRefused() {
        assertThat(problemOf(SameLives.class, SavesPeople.class, AlsoByTenant.class))
                .isEqualTo("@DynamoCached on SharedEntryTests.AlsoByTenant.namesOf(String): it reads keys with the"
                        + " parts (value), but SharedEntryTests.SavesPeople.save(Person) evicts keys"
                        + " with the parts (value, value) from the cache 'people', so its entries are"
                        + " never evicted. Use the same key parts in the same order on both, or read"
                        + " from another cache.");
    }

    static class ListReader {
        @DynamoCached("lists")
        public String find(List<String> ids) {
            return "";
        }
    }

    static class ListWriter {
        @DynamoEvict(cache = "lists", key = "{#a, #b}")
        public void save(String a, String b) {}
    }

    @Test
    void listThatIsOnePartIsNotSeveral() {
        assertThat(problemOf(ListReader.class, ListWriter.class))
                .startsWith("@DynamoCached on SharedEntryTests.ListReader.find(List): it reads keys with the parts"
                        + " (list), but SharedEntryTests.ListWriter.save(String, String) evicts keys"
                        + " with the parts (value, value) from the cache 'lists', so its entries are"
                        + " never evicted.");
    }

    static class NoArguments {
        @DynamoEvict("people")
        public void clear() {}
    }

    @Test
    void evictionWithoutAnyPartIsRefused() {
        assertThat(problemOf(SameLives.class, NoArguments.class, SavesPeople.class))
                .isEqualTo("@DynamoEvict on SharedEntryTests.NoArguments.clear(): it evicts keys with the parts (), but"
                        + " SharedEntryTests.SameLives.count(String, long) reads keys with the parts"
                        + " (value, value) from the cache 'people'. Use the same key parts in the"
                        + " same order on both.");
    }

    static class Unsure {
        @DynamoEvict(cache = "people", key = "#any")
        public void byObject(Object any) {}

        @DynamoEvict(cache = "people", key = "#ids")
        public void byCollection(Collection<String> ids) {}

        @DynamoEvict(cache = "people", key = "#person.parts()")
        public void byMethod(Unknown person) {}

        @DynamoEvict(cache = "people", key = "#root.args")
        public void byRoot(Set<String> ids) {}

        @DynamoEvict(cache = "people", key = "@environment.getProperty(#id)")
        public void byBean(String id) {}
    }

    interface Unknown {
        Iterable<String> parts();
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenReaders {
        @Bean
        @Lazy
        Runnable hidden() {
            throw new IllegalStateException("created");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Unsure.class, HiddenReaders.class})
    void whatIsNotKnownIsNotRefused(Class<?> component) {
        assertThat(problemOf(SameLives.class, SavesPeople.class, component)).endsWith("started");
    }
}
