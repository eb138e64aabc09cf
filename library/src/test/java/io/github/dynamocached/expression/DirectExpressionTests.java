package io.github.dynamocached.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Simple expressions have the values, and fail with the messages, of the expression language. */
class DirectExpressionTests {

    private static final ExpressionCompiler COMPILER = new ExpressionCompiler(new StaticListableBeanFactory());
    private static final Map<String, Evaluation> SMALL =
            ExpressionTexts.small().stream().collect(Collectors.toMap(text -> text, DirectExpressionTests::compiled));

    /** An argument with members of many kinds. */
    public static final class Guest {

        /** A public field. */
        public final String field = "field";

        /** A static field. */
        public static final String SHARED = "shared";

        private final @Nullable Object host;

        Guest(@Nullable Object host) {
            this.host = host;
        }

        public @Nullable Object getHost() {
            return host;
        }

        public String getText() {
            return "a";
        }

        public boolean isKnown() {
            return host == null;
        }

        public String plain() {
            return "plain";
        }

        public String plain(String... more) {
            return "more";
        }

        public static String sharedText() {
            return "shared";
        }

        public String getBroken() {
            if (field.isEmpty()) {
                return "";
            }
            throw new IllegalStateException("secret");
        }
    }

    /** A record that only its package sees. */
    record Hidden(String text, @Nullable Integer number, boolean known) {}

    /** A text that is no {@code String}. */
    record Chars(String text) implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static class Methods {
        @Nullable
        Object find(
                @Nullable String text,
                @Nullable Object any,
                @Nullable Integer number,
                long big,
                @Nullable Boolean flag,
                @Nullable Guest guest,
                @Nullable TimeUnit unit) {
            return null;
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void valueIsThatOfTheLanguage(
            @ForAll("expressions") String text, @ForAll("arguments") List<@Nullable Object> arguments) {
        assertSameValue(text, compiled(text), callWith(arguments));
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void valueOfEverySmallExpressionIsThatOfTheLanguage(@ForAll("arguments") List<@Nullable Object> arguments) {
        Call call = callWith(arguments);

        SMALL.forEach((text, evaluation) -> assertSameValue(text, evaluation, call));
    }

    private static void assertSameValue(String text, Evaluation evaluation, Call call) {
        if (evaluation instanceof SpelEvaluation spel) {
            assertThat(outcome(() -> spel.valueFor(call)))
                    .as(text)
                    .isEqualTo(outcome(() -> spel.valueByLanguage(call)));
        }
    }

    @Example
    void simpleExpressionsNeedNoLanguage() {
        List<@Nullable Object> arguments =
                Arrays.asList("t", new Hidden("h", 3, true), 7, 8L, true, new Guest(new Guest(null)), TimeUnit.DAYS);

        assertThat(direct("#text != null", arguments)).isEqualTo(true);
        assertThat(direct("!#any.known and #big > 7 or #number == 7", arguments))
                .isEqualTo(true);
        assertThat(direct("#guest.host.known", arguments)).isEqualTo(true);
        assertThat(direct("#guest.field", arguments)).isEqualTo("field");
        assertThat(direct("{#text, {#any.text, 1}, #unit.name()}", arguments))
                .isEqualTo(List.of("t", List.of("h", 1), "DAYS"));
        assertThat(direct("#text + ':' + #any.text", arguments)).isEqualTo("t:h");
        assertThat(direct("#text.length() >= 1", arguments)).isEqualTo(true);
    }

    @Example
    void languageIsAskedForUnusualValues() {
        List<@Nullable Object> arguments = Arrays.asList(null, Optional.of("o"), 7, 8L, null, new Guest(null), null);

        assertThat(direct("#text.length()", arguments)).isSameAs(DirectExpression.UNKNOWN);
        assertThat(direct("#any.empty", arguments)).isSameAs(DirectExpression.UNKNOWN);
        assertThat(direct("!#flag", arguments)).isSameAs(DirectExpression.UNKNOWN);
        assertThat(direct("#guest.broken", arguments)).isSameAs(DirectExpression.UNKNOWN);
        assertThat(direct("#guest.SHARED", arguments)).isSameAs(DirectExpression.UNKNOWN);
        assertThat(direct("#guest.plain()", arguments)).isSameAs(DirectExpression.UNKNOWN);
        assertThat(direct("#number + 1", arguments)).isSameAs(DirectExpression.UNKNOWN);
    }

    private static @Nullable Object direct(String text, List<@Nullable Object> arguments) {
        DirectExpression direct =
                DirectExpression.of(((SpelEvaluation) compiled(text)).tree(), name -> compiled("#" + name));
        return direct == null ? "not simple" : direct.valueFor(callWith(arguments));
    }

    private static Evaluation compiled(String text) {
        Method method = Methods.class.getDeclaredMethods()[0];
        return COMPILER.compile(
                Place.of(DynamoCached.class, Methods.class, method),
                "key",
                text,
                method,
                new ParameterNames(method, method),
                Set.of());
    }

    private static @Nullable Object outcome(Supplier<@Nullable Object> evaluated) {
        try {
            return evaluated.get();
        } catch (RuntimeException failure) {
            return List.of(failure.getClass(), String.valueOf(failure.getMessage()));
        }
    }

    private static Call callWith(List<@Nullable Object> arguments) {
        return new Call(new MethodInvocation() {
            @Override
            public Method getMethod() {
                return Methods.class.getDeclaredMethods()[0];
            }

            @Override
            public @Nullable Object[] getArguments() {
                return arguments.toArray();
            }

            @Override
            public @Nullable Object proceed() {
                return null;
            }

            @Override
            public Object getThis() {
                return new Methods();
            }

            @Override
            public AccessibleObject getStaticPart() {
                return getMethod();
            }
        });
    }

    @Provide
    Arbitrary<List<@Nullable Object>> arguments() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "", "true", "7").injectNull(0.3),
                        values().injectNull(0.2),
                        Arbitraries.of(-1, 0, 1, 7, Integer.MAX_VALUE).injectNull(0.2),
                        Arbitraries.of(-1L, 0L, 1L, 7L, Long.MAX_VALUE),
                        Arbitraries.of(true, false).injectNull(0.2),
                        guests().injectNull(0.2),
                        Arbitraries.of(TimeUnit.DAYS, TimeUnit.HOURS).injectNull(0.2))
                .as((text, any, number, big, flag, guest, unit) ->
                        new ArrayList<@Nullable Object>(Arrays.asList(text, any, number, big, flag, guest, unit)));
    }

    private static Arbitrary<Guest> guests() {
        return Arbitraries.of(
                new Guest(null), new Guest("a"), new Guest(new Guest(7)), new Guest(new Hidden("a", 7, true)));
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.of(
                "a",
                7,
                7L,
                (short) 7,
                7.0,
                1.5f,
                true,
                TimeUnit.DAYS,
                new Hidden("a", 7, true),
                new Hidden("b", null, false),
                new Guest("a"),
                Optional.of("a"),
                Optional.empty(),
                String.class,
                new int[] {7},
                new String[] {"a"},
                List.of("a", 7),
                Map.of("text", "a"),
                new Chars("a"));
    }

    @Provide
    Arbitrary<String> expressions() {
        return ExpressionTexts.nested(3);
    }
}
