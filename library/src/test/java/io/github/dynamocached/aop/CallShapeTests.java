package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.DynamoCache;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.Observed;
import io.github.dynamocached.RunningWarmUp;
import io.github.dynamocached.TypedDynamoCache;
import io.github.dynamocached.TypedDynamoEntry;
import io.github.dynamocached.WarmUp;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Methods that are called with a lambda can be called from Kotlin without type arguments. Kotlin knows no checked
 * exceptions, so it cannot find the type of one.
 */
class CallShapeTests {

    private static final List<Class<?>> CALLED_WITH_LAMBDAS = List.of(
            DynamoCaches.class,
            DynamoCache.class,
            TypedDynamoCache.class,
            TypedDynamoEntry.class,
            WarmUp.class,
            RunningWarmUp.class,
            Observed.class);

    private static Stream<Method> publicMethods() {
        return CALLED_WITH_LAMBDAS.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    private static boolean hasTypeOfException(Method method) {
        List<Type> thrown = Arrays.asList(method.getGenericExceptionTypes());
        return Arrays.stream(method.getTypeParameters()).anyMatch((TypeVariable<?> type) -> thrown.contains(type));
    }

    @Test
    void onlyMethodsCalledCheckedHaveATypeForTheException() {
        List<Method> checked =
                publicMethods().filter(CallShapeTests::hasTypeOfException).toList();

        assertThat(checked)
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("observeChecked", "readChecked", "putChecked");
        assertThat(checked)
                .allSatisfy(method -> assertThat(method.getDeclaringClass().getMethods())
                        .extracting(Method::getName)
                        .contains(method.getName().replace("Checked", "")));
    }

    @Test
    void methodsThatTakeALambdaAreNotOverloaded() {
        assertThat(publicMethods()
                        .filter(method -> Arrays.stream(method.getParameterTypes())
                                .anyMatch(type -> type.isAnnotationPresent(FunctionalInterface.class)))
                        .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(5);
    }
}
