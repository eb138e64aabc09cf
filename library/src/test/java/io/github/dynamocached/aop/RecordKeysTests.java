package io.github.dynamocached.aop;

import static io.github.dynamocached.aop.MisuseTests.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.expression.KeyConverters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records as keys, and which types of keys stop the start. */
class RecordKeysTests {

    private record OrderId(String value) {}

    private record TurnKey(@Nullable String session, long number) {}

    private record Range(@Nullable OrderId from, List<TurnKey> turns) {}

    private record Pair(Object first, Object second) {}

    private static final KeyConverters NONE = new KeyConverters(List.of());

    private static String keyOf(@Nullable Object... parts) {
        return CacheKey.of("any", NONE.converted(Arrays.asList(parts))).text();
    }

    @Test
    void recordOfOneComponentIsThatComponent() {
        assertThat(keyOf(new OrderId("o#1"))).isEqualTo("o%231");
        assertThat(keyOf("t", new OrderId("o1"), Optional.of(new OrderId("o2"))))
                .isEqualTo("t:o1:o2");
        assertThat(keyOf(Set.of(new OrderId("b"), new OrderId("a")), 1)).isEqualTo("(a,b):1");
    }

    @Test
    void recordOfSeveralComponentsIsTheKeyOrAListInIt() {
        assertThat(keyOf(new TurnKey("s1", 7))).isEqualTo("s1:7");
        assertThat(keyOf("t", new TurnKey("s1", 7))).isEqualTo("t:(s1,7)");
        assertThat(keyOf(List.of(new TurnKey("s1", 7), new TurnKey("s2", 8)), 1))
                .isEqualTo("((s1,7),(s2,8)):1");
        assertThat(keyOf(new Range(new OrderId("o1"), List.of(new TurnKey("s1", 7)))))
                .isEqualTo("o1:((s1,7))");
        assertThat(keyOf(1, new Range(null, List.of()))).isEqualTo("1:(@null,(@none))");
    }

    @Test
    void recordsThatAreSplitInAnotherWayHaveAnotherKey() {
        assertThat(List.of(
                        keyOf(new Pair("a", "b"), new Pair("c", "d")),
                        keyOf(new Pair("a", new Pair("b", "c")), "d"),
                        keyOf(new Pair(new Pair("a", "b"), "c"), "d"),
                        keyOf("a", "b", "c", "d"),
                        keyOf(new Pair("a:b", "c"), "d"),
                        keyOf(new Pair("a,b", "c"), "d"),
                        keyOf("(a,b)", new Pair("c", "d"))))
                .doesNotHaveDuplicates();
    }

    private record Span(@Nullable OrderId order, TurnKey turn) {}

    @Test
    void tableOnThePageOfTheKeysIsSo() throws IOException {
        assertThat(Files.readString(Path.of("docs", "keys.md")))
                .contains(
                        row("new OrderId(\"o#1\")", new OrderId("o#1")),
                        row("new TurnKey(\"s1\", 7)", new TurnKey("s1", 7)),
                        row("new TurnKey(null, 7)", new TurnKey(null, 7)),
                        row("new Span(null, new TurnKey(\"s1\", 7))", new Span(null, new TurnKey("s1", 7))));
    }

    private static String row(String text, Record value) {
        return "| `" + text + "` | `" + keyOf(value) + "` | `" + keyOf("t", value) + "` |";
    }

    static class Turns {

        private int loads;

        int loads() {
            return loads;
        }

        @DynamoCached("turns")
        public Person find(TurnKey key) {
            loads++;
            return new Person(String.valueOf(key.session), key.number, "name");
        }

        @DynamoCached("orders")
        public String order(OrderId id) {
            loads++;
            return "order";
        }

        @DynamoEvict("turns")
        public void save(Person turn) {}

        @DynamoEvict(cache = "orders", key = "#id.value")
        public void saveOrder(OrderId id) {}
    }

    @Test
    void readByARecordMeetsTheEvictionByTheEntityAndByTheComponent() {
        try (CachingTestApplication application = CachingTestApplication.start(Turns.class)) {
            Turns turns = application.bean(Turns.class);
            for (int i = 0; i < 2; i++) {
                turns.find(new TurnKey("s", 1));
                turns.order(new OrderId("1"));
            }
            assertThat(turns.loads()).isEqualTo(2);

            turns.save(new Person("s", 1, null));
            turns.saveOrder(new OrderId("1"));
            turns.find(new TurnKey("s", 1));
            turns.order(new OrderId("1"));
            assertThat(turns.loads()).isEqualTo(4);
        }
    }

    private static final class Own {}

    private sealed interface Id permits UserId, GroupId {}

    private record UserId(String value) implements Id {}

    private record GroupId(String value) implements Id {}

    record Throwing(String value) {
        @Override
        public String value() {
            throw new IllegalStateException("secret");
        }
    }

    @Test
    void componentThatCannotBeReadIsNamedByTheExceptionAlone() {
        assertThatThrownBy(() -> keyOf(new Throwing("secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A component of the record " + Throwing.class.getName()
                        + " cannot be read, because its accessor throws java.lang.IllegalStateException.")
                .hasNoCause();
    }

    private record Holder(String id, Own own) {}

    private record Empty() {}

    static class ByZone {
        @DynamoCached("a")
        public String find(ZoneId zone) {
            return "";
        }
    }

    @Test
    void keyOfATypeWithoutATextStopsTheStart() {
        assertThat(problemOf(ByZone.class))
                .isEqualTo("@DynamoCached on RecordKeysTests.ByZone.find(ZoneId): its key cannot be derived: A value"
                        + " of type java.time.ZoneId cannot be part of a cache key. Use parts of it in key or"
                        + " variant, or define a KeyConverter bean for the type.");
    }

    static class ByAnythingElse {
        @DynamoCached("a1")
        public String own(Own own) {
            return "";
        }

        @DynamoCached("a2")
        public String holder(Holder holder) {
            return "";
        }

        @DynamoCached("a3")
        public String elements(Collection<Own> some) {
            return "";
        }

        @DynamoCached("a4")
        public String array(Own... some) {
            return "";
        }

        @DynamoCached(cache = "a5", key = "{#id, #own}")
        public String expression(String id, Own own) {
            return "";
        }

        @DynamoCached(cache = "a6", key = "#id", variant = "#own")
        public String variant(String id, Own own) {
            return "";
        }

        @DynamoCached("a7")
        public String map(Map<String, String> values) {
            return "";
        }

        @DynamoCached(cache = "a8", keys = "#ids")
        public Map<Own, String> keys(Set<Own> ids) {
            return Map.of();
        }

        @DynamoCached("a9")
        public String optional(Optional<Own> own) {
            return "";
        }

        @DynamoCached("a10")
        public String empty(Empty empty) {
            return "";
        }

        @DynamoCached("a11")
        public String severalRecords(Id id) {
            return "";
        }

        @DynamoEvict(cache = "a1", key = "#own")
        public void evict(Own own) {}

        @DynamoEvict(cache = "a8", keys = "#some")
        public void evictAll(List<Own> some) {}
    }

    @Test
    void everyPlaceOfAKeyIsLookedAt() {
        assertThat(problemOf(ByAnythingElse.class).lines())
                .allMatch(line -> line.contains("cannot be part of a cache key"))
                .hasSize(13);
    }

    static class ByWhatIsUsable {
        @DynamoCached("a1")
        public String object(Object any, Comparable<?> more, Iterable<?> most) {
            return "";
        }

        @DynamoCached("a2")
        public <T extends CharSequence, N extends Number> String generic(T text, N number, List<? extends T> texts) {
            return "";
        }

        @DynamoCached(cache = "a3", key = "#own.toString()")
        public String part(Own own, Unused unused) {
            return "";
        }

        @DynamoCached("a4")
        public String nested(List<List<Optional<OrderId>>> ids, TurnKey[][] keys) {
            return "";
        }
    }

    private static final class Unused {}

    @Test
    void whatMayBeUsableIsNotRefused() {
        CachingTestApplication.start(ByWhatIsUsable.class).close();
    }
}
