package io.github.dynamocached.expression;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.deferred.Suspending;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.util.ClassUtils;

/**
 * Where an annotation stands, as messages name it: {@code @DynamoCached on UserRepository.findById(String)}.
 *
 * @param annotation the simple name of the annotation, empty for code
 * @param method the class of the bean, the name of the method and its parameter types; or the annotated class
 */
public record Place(String annotation, String method) {

    /**
     * An annotation of a method.
     *
     * @param annotation the type of the annotation
     * @param beanClass the class of the bean
     * @param method the annotated method
     * @return the place
     */
    public static Place of(Class<? extends Annotation> annotation, Class<?> beanClass, Method method) {
        return new Place(annotation.getSimpleName(), signature(ownerOf(method, beanClass), method));
    }

    /**
     * A method without an annotation.
     *
     * @param method the method
     * @return the place
     */
    public static Place of(Method method) {
        return new Place("", signature(method.getDeclaringClass(), method));
    }

    private static String signature(Class<?> owner, Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .limit(Suspending.parametersOf(method))
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
        return ClassUtils.getShortName(owner) + "." + method.getName() + "(" + parameters + ")";
    }

    /**
     * The place of an annotation of a class.
     *
     * @param annotation the type of the annotation
     * @param annotated the class that has it
     * @return the place
     */
    public static Place of(Class<? extends Annotation> annotation, Class<?> annotated) {
        return new Place(annotation.getSimpleName(), ClassUtils.getShortName(annotated));
    }

    /** The class or interface that a reader knows, for a JDK proxy or a lambda its interface. */
    private static Class<?> ownerOf(Method method, Class<?> beanClass) {
        boolean isMade = Proxy.isProxyClass(beanClass) || ClassUtils.isLambdaClass(beanClass);
        Class<?> declaring = method.getDeclaringClass();
        return isMade && !declaring.isInterface() && beanClass.getInterfaces().length > 0
                ? beanClass.getInterfaces()[0]
                : isMade ? declaring : beanClass;
    }

    /**
     * Where code evicts from or puts into a cache.
     *
     * @param cacheName the name of the cache
     * @return the place
     */
    public static Place inCode(String cacheName) {
        return new Place("", "DynamoCaches, cache '" + cacheName + "'");
    }

    /**
     * The name of the method alone.
     *
     * @return the name without class and parameters
     */
    public String methodName() {
        String upToParameters = method.substring(0, method.indexOf('('));
        return upToParameters.substring(upToParameters.lastIndexOf('.') + 1);
    }

    /**
     * Makes something here. A refused argument is a misuse.
     *
     * @param <T> the type of what is made
     * @param work makes it
     * @return what was made
     */
    public <T> T require(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException refused) {
            throw misuse(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * A misuse that stands here.
     *
     * @param problem says what is wrong and what to do
     * @return the exception to throw
     */
    public MisuseException misuse(String problem) {
        return new MisuseException(this + ": " + problem);
    }

    @Override
    public String toString() {
        return annotation.isEmpty() ? method : "@" + annotation + " on " + method;
    }
}
