package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.Freshness;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the keys of others break: pitfalls 29 and 45, as callers of annotated methods and code meet them. */
class KeyPitfallsTests {

    private final CachingTestApplication application = CachingTestApplication.start(Repository.class);
    private final Repository repository = application.bean(Repository.class);
    private final DynamoCaches caches = application.bean(DynamoCaches.class);

    @AfterEach
    void closeApplication() {
        application.close();
    }

    static class Repository {

        private int loads;

        private String next() {
            loads++;
            return "load " + loads;
        }

        int loads() {
            return loads;
        }

        @DynamoCached("texts")
        public String text(@Nullable Object first, @Nullable Object second) {
            return next();
        }

        @DynamoCached("texts")
        public List<String> texts(@Nullable Object first, @Nullable Object second) {
            return List.of(next());
        }

        @DynamoCached("varargs")
        public String varargs(String... ids) {
            return next();
        }

        @DynamoCached("members")
        public Person member(String id, long number) {
            return new Person("USER#" + id, number, next());
        }

        @DynamoEvict("members")
        public void save(Person member) {}
    }

    @Test
    void sameArgumentsOfTwoMethodsAreTwoResults() {
        assertThat(repository.text("a", "b")).isEqualTo("load 1");
        assertThat(repository.texts("a", "b")).containsExactly("load 2");
        assertThat(repository.text("a", "b")).isEqualTo("load 1");
        assertThat(repository.texts("a", "b")).containsExactly("load 2");
    }

    @Test
    void argumentsThatReadAlikeWhenTheyAreJoinedAreDifferent() {
        List<Object[]> pairs = List.of(
                new Object[] {"a:b", "c"},
                new Object[] {"a", "b:c"},
                new Object[] {"a", "b,c"},
                new Object[] {"a", List.of("b", "c")},
                new Object[] {"a", List.of(List.of("b"), "c")},
                new Object[] {null, "null"},
                new Object[] {"null", null},
                new Object[] {"", ""},
                new Object[] {"{*}", "[?]"},
                new Object[] {"ä", "a\u0308"},
                new Object[] {"%3A", ":"});

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < pairs.size(); i++) {
                assertThat(repository.text(pairs.get(i)[0], pairs.get(i)[1])).isEqualTo("load " + (i + 1));
            }
        }
    }

    @Test
    void equalNumbersAndTextsOfThemAreOneArgument() {
        assertThat(repository.text(1, 2L)).isEqualTo("load 1");
        assertThat(repository.text(1L, 2)).isEqualTo("load 1");
        assertThat(repository.text(1.0, "2")).isEqualTo("load 1");
        assertThat(repository.text(1.5, 2)).isEqualTo("load 2");
    }

    @Test
    void argumentsOfAnyNumberAndLengthAreKept() {
        String veryLong = "x".repeat(100_000);
        assertThat(repository.varargs()).isEqualTo("load 1");
        assertThat(repository.varargs("a", "b")).isEqualTo("load 2");
        assertThat(repository.varargs("a,b")).isEqualTo("load 3");
        assertThat(repository.varargs(veryLong)).isEqualTo("load 4");
        assertThat(repository.varargs(veryLong + "y")).isEqualTo("load 5");

        assertThat(repository.varargs(new String[] {"a", "b"})).isEqualTo("load 2");
        assertThat(repository.varargs()).isEqualTo("load 1");
        assertThat(repository.varargs(veryLong)).isEqualTo("load 4");
    }

    @Test
    void readByIdOfAnItemThatIsEvictedByItsPrefixedKeyIsNotStored() {
        assertThat(repository.member("123", 1).tenant()).isEqualTo("USER#123");
        assertThat(repository.member("123", 1).name()).isEqualTo("load 2");

        TypedDynamoCache<Person> members = caches.cache("members").of(Person.class);
        assertThat(members.entry("124", 1).read(() -> new Person("USER#124", 1, "Ann")))
                .isPresent();
        assertThat(members.entry("124", 1).look().freshness()).isEqualTo(Freshness.NONE);
        assertThat(members.ttl(Duration.ofMinutes(1)).entry("USER#124", 1).read(() -> new Person("USER#124", 1, "Ann")))
                .isPresent();
        assertThat(members.entry("USER#124", 1).look().freshness()).isEqualTo(Freshness.FRESH);
    }
}
