package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.KeyConverter;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.expression.Evaluation;
import io.github.dynamocached.expression.ExpressionCompiler;
import io.github.dynamocached.expression.FixedKeys;
import io.github.dynamocached.expression.KeyConverters;
import io.github.dynamocached.expression.KeyShapes;
import io.github.dynamocached.expression.ParameterNames;
import io.github.dynamocached.expression.Place;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Which keys need not be computed again, because nothing can change them. */
class FixedKeysTests {

    private static final KeyConverters NO_CONVERTERS = new KeyConverters(List.of());
    private static final StaticListableBeanFactory BEANS =
            new StaticListableBeanFactory(Map.of("tenants", new RefreshFixture.Tenants()));

    private enum Status {
        OPEN
    }

    private record Id(String tenant, long number, @Nullable LocalDate day) {}

    private record Page(List<String> ids) {}

    private record Tree(String name, @Nullable Tree parent) {}

    /** A method for each kind of argument. */
    static class Methods {
        @DynamoCached("items")
        public String immutable(String id, int limit, Long number, Status status, Instant at, UUID uuid, Id record) {
            return id;
        }

        @DynamoCached("items")
        public String list(List<String> ids) {
            return "";
        }

        @DynamoCached("items")
        public String array(String[] ids) {
            return "";
        }

        @DynamoCached("items")
        public String bean(RefreshFixture.Filter filter) {
            return "";
        }

        @DynamoCached("items")
        public String anything(Object id) {
            return "";
        }

        @DynamoCached("items")
        public String text(CharSequence id) {
            return "";
        }

        @DynamoCached("items")
        public String number(BigDecimal number) {
            return "";
        }

        @DynamoCached("items")
        public String recordOfList(Page page) {
            return "";
        }

        @DynamoCached("items")
        public String recordOfItself(Tree tree) {
            return "";
        }
    }

    private static Method method(String name) {
        return Arrays.stream(Methods.class.getMethods())
                .filter(method -> method.getName().equals(name))
                .findAny()
                .orElseThrow();
    }

    private static FixedKeys keysOf(Method method, KeyConverters converters) {
        KeyShapes shapes =
                new KeyShapes(method, new ParameterNames(method, method), Methods.class, new PersonKeys(), converters);
        return new FixedKeys(method, new ParameterNames(method, method), shapes, converters);
    }

    private static boolean isFixed(String text, Set<String> variables, @Nullable Class<?> element) {
        Method method = method("immutable");
        Evaluation evaluation = new ExpressionCompiler(BEANS)
                .compile(
                        Place.of(DynamoCached.class, Methods.class, method),
                        "key",
                        text,
                        method,
                        new ParameterNames(method, method),
                        variables);
        return keysOf(method, NO_CONVERTERS).isFixed(evaluation, element);
    }

    @Test
    void immutableArgumentsAre() {
        assertThat(keysOf(method("immutable"), NO_CONVERTERS).areArguments()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "array", "bean", "anything", "text", "number", "recordOfList", "recordOfItself"})
    void argumentsThatMayBeChangedOrExtendedAreNot(String name) {
        assertThat(keysOf(method(name), NO_CONVERTERS).areArguments()).isFalse();
    }

    @Test
    void argumentsThatTheApplicationConvertsAreNot() {
        KeyConverters converters = new KeyConverters(List.of(KeyConverter.of(Id.class, Id::tenant)));
        assertThat(keysOf(method("immutable"), converters).areArguments()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#id", "{#id, #limit}", "{#p0, 'fixed', 7}", "'user-' + #id", "{#status, #record}"})
    void expressionsOfImmutableArgumentsAre(String text) {
        assertThat(isFixed(text, Set.of(), null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@tenants",
                "{@tenants.current(), #id}",
                "#record.tenant",
                "#id.length()",
                "#root.target",
                "#root.args[0]",
                "T(System).nanoTime()",
                "#id == 'a' ? @tenants : #id"
            })
    void expressionsOfAnythingElseAreNot(String text) {
        assertThat(isFixed(text, Set.of(), null)).isFalse();
    }

    @Test
    void elementsOfManyKeysAreWhatTheirTypeIs() {
        assertThat(isFixed("#key", Set.of("key"), String.class)).isTrue();
        assertThat(isFixed("{#id, #key}", Set.of("key"), String.class)).isTrue();
        assertThat(isFixed("{#id, #key}", Set.of("key"), RefreshFixture.Filter.class))
                .isFalse();
        assertThat(isFixed("{#id, #key}", Set.of("key"), null)).isFalse();
    }
}
