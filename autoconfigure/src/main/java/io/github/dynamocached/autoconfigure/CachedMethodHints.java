package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.annotation.DynamoCacheConfig;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;
import org.springframework.util.ClassUtils;

/**
 * What the annotated methods of a bean need in a native image: the methods themselves, the types that are stored, the types that
 * keys and expressions read, and the annotations of the application that are made of the library's.
 */
final class CachedMethodHints implements BeanRegistrationAotProcessor {

    private static final List<Class<? extends Annotation>> ANNOTATIONS =
            List.of(DynamoCached.class, DynamoEvict.class, DynamoPut.class);

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
        Class<?> beanClass = ClassUtils.getUserClass(registeredBean.getBeanClass());
        if (!AnnotationUtils.isCandidateClass(beanClass, ANNOTATIONS)) {
            return null;
        }
        Set<Method> methods = MethodIntrospector.selectMethods(
                beanClass, (Method method) -> annotationsOf(method).findAny().isPresent());
        return methods.isEmpty() ? null : new Contribution(beanClass, methods);
    }

    private static Stream<MergedAnnotation<?>> annotationsOf(Method method) {
        MergedAnnotations annotations = MergedAnnotations.from(
                method, SearchStrategy.TYPE_HIERARCHY, RepeatableContainers.standardRepeatables());
        return ANNOTATIONS.stream().flatMap(type -> annotations.stream(type));
    }

    /** The hints of the annotated methods of one class. */
    private record Contribution(Class<?> beanClass, Set<Method> methods) implements BeanRegistrationAotContribution {

        private static final BindingReflectionHintsRegistrar BINDING = new BindingReflectionHintsRegistrar();

        @Override
        public void applyTo(GenerationContext generation, BeanRegistrationCode code) {
            ReflectionHints hints = generation.getRuntimeHints().reflection();
            methods.forEach(method -> register(method, hints));
            MergedAnnotations.from(beanClass, SearchStrategy.TYPE_HIERARCHY).stream(DynamoCacheConfig.class)
                    .forEach(config -> registerComposed(config, hints));
        }

        private void register(Method method, ReflectionHints hints) {
            hints.registerMethod(method, ExecutableMode.INVOKE);
            registerBound(GenericTypeResolver.resolveType(method.getGenericReturnType(), beanClass), hints);
            for (Type parameter : method.getGenericParameterTypes()) {
                registerBound(GenericTypeResolver.resolveType(parameter, beanClass), hints);
            }
            for (Class<?> parameter : method.getParameterTypes()) {
                if (!parameter.isPrimitive()) {
                    hints.registerType(parameter, MemberCategory.INVOKE_PUBLIC_METHODS);
                }
            }
            annotationsOf(method).forEach(annotation -> {
                if (annotation.getSource() instanceof Method written) {
                    hints.registerMethod(written, ExecutableMode.INVOKE);
                }
                annotation.getValue("entity", Class.class).ifPresent(entity -> registerBound(entity, hints));
                registerComposed(annotation, hints);
            });
        }

        /** Values are encoded, decoded and compared by their constructors, accessors and fields. */
        private static void registerBound(Type type, ReflectionHints hints) {
            if (type != void.class) {
                BINDING.registerReflectionHints(hints, type);
            }
        }

        /** Spring reads the attributes of each annotation between the method and the library's annotation. */
        private static void registerComposed(MergedAnnotation<?> annotation, ReflectionHints hints) {
            Set<Class<?>> types = new LinkedHashSet<>();
            for (MergedAnnotation<?> next = annotation; next != null; next = next.getMetaSource()) {
                types.add(next.getType());
            }
            types.forEach(type -> LibraryHints.registerAnnotation(type, hints));
        }
    }
}
