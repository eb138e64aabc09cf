package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.expression.Place;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Result types seen from the class of a bean. */
class ResultTypeTests {

    interface Items<K, V extends Comparable<V>> {
        Optional<V> optional();

        V plain();

        List<Map<K, V>> nested();

        V[] array();

        Map<K, List<V>>[] genericArray();

        List<? extends V> wildcard();

        @SuppressWarnings("TypeParameterUnusedInFormals")
        <T extends V> T ofItsOwn();

        <T> List<T> listOfItsOwn();

        Optional<Optional<V>> twice();
    }

    abstract static class Numbers implements Items<String, Integer> {
        public abstract int primitive();

        public abstract byte[] bytes();
    }

    abstract static class Middle<W extends Comparable<W>> implements Items<String, W> {}

    abstract static class Texts extends Middle<String> {}

    abstract static class OpenItems<W extends Comparable<W>> extends Middle<W> {}

    @SuppressWarnings("rawtypes")
    abstract static class RawItems implements Items {}

    private static ResultType resultOf(String name) {
        return resultOf(name, Numbers.class);
    }

    private static ResultType resultOf(String name, Class<?> beanClass) {
        Method method = Stream.of(beanClass.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return ResultType.of(method, beanClass, Place.of(DynamoCached.class, beanClass, method));
    }

    @Test
    void variablesAreReplacedThroughSeveralClasses() {
        assertThat(resultOf("plain", Texts.class).type()).isEqualTo(String.class);
        assertThat(resultOf("nested", Texts.class).type().getTypeName())
                .isEqualTo("java.util.List<java.util.Map<java.lang.String, java.lang.String>>");
    }

    @ParameterizedTest
    @ValueSource(classes = {OpenItems.class, RawItems.class})
    void boundDoesNotSayWhatTheValueIs(Class<?> beanClass) {
        assertThatThrownBy(() -> resultOf("plain", beanClass))
                .hasMessage(
                        "@DynamoCached on ResultTypeTests." + beanClass.getSimpleName() + ".plain(): its result type V"
                                + " does not say what the value is. Write the type in the method or in the class of the"
                                + " bean.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optional|java.lang.Integer",
                "plain|java.lang.Integer",
                "nested|java.util.List<java.util.Map<java.lang.String, java.lang.Integer>>",
                "array|java.lang.Integer[]",
                "primitive|java.lang.Integer",
                "bytes|byte[]"
            })
    void variablesAreReplacedByWhatTheBeanSays(String method, String type) {
        assertThat(resultOf(method).type().getTypeName()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"genericArray", "wildcard", "ofItsOwn", "listOfItsOwn"})
    void whatStaysOpenIsRefused(String method) {
        assertThatThrownBy(() -> resultOf(method))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("@DynamoCached on ResultTypeTests.Numbers." + method + "(): its result type ")
                .hasMessageEndingWith(
                        " does not say what the value is. Write the type in the method or in the class of the bean.");
    }

    @Test
    void optionalWithinAnOptionalIsRefused() {
        assertThatThrownBy(() -> resultOf("twice"))
                .hasMessage("@DynamoCached on ResultTypeTests.Numbers.twice(): an Optional within an Optional cannot be"
                        + " cached. Return one Optional.");
    }

    @Test
    void sameTypeOfDifferentMethodsIsEqual() {
        assertThat(resultOf("optional").type()).isEqualTo(resultOf("primitive").type());
        assertThat(resultOf("nested").type())
                .isEqualTo(resultOf("nested").type())
                .hasSameHashCodeAs(resultOf("nested").type());
    }

    @Test
    void absenceIsNothingForAPrimitive() {
        assertThat(resultOf("primitive").accepts(null)).isFalse();
        assertThat(resultOf("plain").accepts(null)).isTrue();
        assertThat(resultOf("optional").wrap(null)).isEqualTo(Optional.empty());
    }
}
