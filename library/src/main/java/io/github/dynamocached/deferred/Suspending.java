package io.github.dynamocached.deferred;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * Kotlin's suspending functions. The compiler gives each of them one more parameter: the continuation, which says how the
 * caller goes on, with what result, and in which context. To advice, Spring hands over the result as a publisher.
 *
 * <p>Kotlin is touched only if it is on the class path.
 */
public final class Suspending {

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    /** The name of the type of Kotlin's flows. */
    static final String FLOW = "kotlinx.coroutines.flow.Flow";

    private static final boolean ARE_CALLED = isPresent("kotlinx.coroutines.reactor.MonoKt")
            && isPresent("kotlin.reflect.full.KClasses")
            && isPresent("reactor.core.publisher.Mono");

    private Suspending() {}

    /**
     * Whether values of a type that a suspending function returns arrive later still.
     *
     * @param type the type
     * @return true for Kotlin's flows
     */
    public static boolean isFlow(Class<?> type) {
        return type.getName().equals(FLOW);
    }

    /** {@return the handover of Kotlin's flows, null if they cannot be read as publishers} */
    static @Nullable Handover ofFlows() {
        return ARE_CALLED ? new Flows() : null;
    }

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, Suspending.class.getClassLoader());
    }

    /**
     * Whether a method is a suspending function.
     *
     * @param method the method
     * @return true if its last parameter is a continuation
     */
    public static boolean isOne(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length > 0
                && parameters[parameters.length - 1].getName().equals(CONTINUATION);
    }

    /**
     * Why calls of a suspending function cannot be answered.
     *
     * @param function a suspending function
     * @return what is wrong and what to do, null if nothing is
     */
    public static @Nullable String problemOf(Method function) {
        if (!KotlinDetector.isKotlinType(function.getDeclaringClass())) {
            return "the method takes a Continuation, but Kotlin did not compile it. Write it as a suspending function"
                    + " in Kotlin, or remove the parameter.";
        }
        return ARE_CALLED
                ? null
                : "Spring calls suspending functions only with Kotlin's reflection and Reactor. Add the dependencies"
                        + " org.jetbrains.kotlin:kotlin-reflect and org.jetbrains.kotlinx:kotlinx-coroutines-reactor.";
    }

    /**
     * The number of the parameters of a method as it is written. A continuation is none of them.
     *
     * @param method the method
     * @return the number
     */
    public static int parametersOf(Method method) {
        return isOne(method) ? method.getParameterCount() - 1 : method.getParameterCount();
    }

    /**
     * What a suspending function returns, as it is written.
     *
     * @param function a suspending function
     * @param beanClass the class from which it is seen
     * @return the type
     */
    static ResolvableType resultOf(Method function, Class<?> beanClass) {
        Type[] parameters = function.getGenericParameterTypes();
        Type continuation = parameters[parameters.length - 1];
        Type result = continuation instanceof ParameterizedType of ? of.getActualTypeArguments()[0] : Object.class;
        ResolvableType owner = ResolvableType.forClass(beanClass).as(function.getDeclaringClass());
        return ResolvableType.forType(written(result), owner);
    }

    /** Without the wildcards that Kotlin's compiler adds: its {@code List<User>} is {@code List<? extends User>} in Java. */
    private static Type written(Type type) {
        if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return written(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0]);
        }
        if (!(type instanceof ParameterizedType parameterized)) {
            return type;
        }
        ResolvableType[] arguments = Stream.of(parameterized.getActualTypeArguments())
                .map(argument -> ResolvableType.forType(written(argument)))
                .toArray(ResolvableType[]::new);
        return ResolvableType.forClassWithGenerics((Class<?>) parameterized.getRawType(), arguments)
                .getType();
    }

    /**
     * Lets a suspending function work for the load of this thread, on whatever threads it goes on.
     *
     * @param arguments the arguments of a call of any method
     * @return the arguments to call it with, the same unless it is a suspending function and this thread works for a load
     */
    public static @Nullable Object[] withinLoad(@Nullable Object[] arguments) {
        Object last = arguments.length == 0 ? null : arguments[arguments.length - 1];
        return ARE_CALLED && last != null ? LoadContinuation.in(arguments, last) : arguments;
    }
}
