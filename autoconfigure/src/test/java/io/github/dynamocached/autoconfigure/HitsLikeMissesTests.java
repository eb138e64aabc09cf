package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.redis.RedisConnection;
import io.github.dynamocached.servers.RedisServer;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.PageImpl;

/** Results that a real Redis would give back otherwise: the caller gets what was loaded, each time. */
class HitsLikeMissesTests {

    private static final String HERE = "io.github.dynamocached.autoconfigure.HitsLikeMissesTests$";

    /** What only a subclass is. */
    public static class Animal {

        /** Its name. */
        public String name = "Rex";

        /** Not written. */
        @JsonIgnore
        public @Nullable String owner;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Animal that && name.equals(that.name) && Objects.equals(owner, that.owner);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** An animal in everything but its class. */
    public static class Dog extends Animal {}

    /** With getters that need a class that cannot be initialized. */
    public static class Broken {

        public String getName() {
            return Never.NAME;
        }

        public void setName(String name) {}
    }

    private static final class Never {

        static final String NAME = List.of("").get(1);
    }

    /** Reads animals of all kinds. */
    public static class Animals {

        private int calls;

        @DynamoCached("animals")
        public List<Animal> find(String id) {
            calls++;
            Animal owned = new Animal();
            owned.owner = id.equals("owned") ? "secret" : null;
            return id.equals("dogs") ? List.of(new Animal(), new Dog()) : List.of(owned);
        }

        public int calls() {
            return calls;
        }

        @DynamoCached("broken")
        public Broken broken(String id) {
            calls++;
            return new Broken();
        }
    }

    private static void withAnimals(Consumer<Animals> test) {
        try (RedisServer server = RedisServer.start()) {
            Applications.runner()
                    .withBean(Animals.class)
                    .withPropertyValues("spring.data.redis.url=" + server.uri())
                    .run(context -> {
                        await().until(context.getBean(RedisConnection.class)::isConnected);
                        test.accept(context.getBean(Animals.class));
                    });
        }
    }

    private static List<String> errors(LogCapture log) {
        return log.text()
                .lines()
                .filter(line -> line.startsWith("ERROR io.github.dynamocached"))
                .map(line -> line.replaceFirst("^ERROR \\S+ ", "").replaceFirst(" \\{\\} .*$", ""))
                .toList();
    }

    @Test
    void valueThatWouldChangeIsLoadedEachTimeAndReportedOnce() {
        try (LogCapture log = new LogCapture()) {
            withAnimals(animals -> {
                await().untilAsserted(() -> {
                    List<Animal> first = animals.find("plain");
                    int before = animals.calls();
                    assertThat(animals.find("plain")).isEqualTo(first);
                    assertThat(animals.calls()).isEqualTo(before);
                });
                for (int i = 0; i < 3; i++) {
                    int before = animals.calls();
                    assertThat(animals.find("dogs").get(1)).isInstanceOf(Dog.class);
                    assertThat(animals.find("owned").get(0).owner).isEqualTo("secret");
                    assertThat(animals.calls()).isEqualTo(before + 2);
                }
            });
            assertThat(errors(log))
                    .containsExactlyInAnyOrder(
                            "HitsLikeMissesTests.Animals.find(String): its results are returned but not cached in 'animals': a"
                                    + " hit would return a " + HERE + "Animal instead of a " + HERE
                                    + "Dog. Return instances of "
                                    + HERE + "Animal itself, or declare " + HERE + "Dog, or annotate " + HERE
                                    + "Animal with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) and @JsonSubTypes.",
                            "HitsLikeMissesTests.Animals.find(String): its results are returned but not cached in"
                                    + " 'animals': a hit would return a different 'owner' of " + HERE
                                    + "Animal. Let Jackson or the entity's schema write and read it: remove @JsonIgnore,"
                                    + " WRITE_ONLY, @DynamoDbIgnore and the like, or add a setter or a constructor parameter."
                                    + " If hits may differ in it, make its field transient.");
        }
    }

    @Test
    void errorOfAClassInitializerIsReportedOnceAndTheCallerServed() {
        try (LogCapture log = new LogCapture()) {
            withAnimals(animals -> {
                for (int i = 0; i < 3; i++) {
                    assertThat(animals.broken("1")).isInstanceOf(Broken.class);
                }
            });
            assertThat(errors(log))
                    .hasSizeBetween(1, 2)
                    .allSatisfy(error -> assertThat(error)
                            .startsWith(
                                    "HitsLikeMissesTests.Animals.broken(String): its results are returned but not cached in"
                                            + " 'broken': A value of type " + HERE + "Broken cannot be encoded: ")
                            .endsWith(". Fix the class or its converters."));
        }
    }

    @Test
    void pageOfSpringDataIsRefusedWithAdviceThatCanBeFollowed() {
        ResultCodecs codecs = new ResultCodecs(new EntitySchemas(List.of()), List.of());
        assertThatThrownBy(() -> codecs.codecOf(PageImpl.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A result of type org.springframework.data.domain.PageImpl cannot be cached:"
                        + " org.springframework.data.domain.PageImpl is a page, which Jackson cannot read. Cache a"
                        + " method that returns the content as a List, and build the page in its caller.");
    }
}
