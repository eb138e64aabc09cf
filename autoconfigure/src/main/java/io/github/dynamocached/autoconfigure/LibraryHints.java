package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.annotation.DynamoCacheConfig;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoEvicts;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.annotation.DynamoPuts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.cache.interceptor.SimpleKey;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What the library itself looks up by name at run time: its scripts, its interceptors in the AWS SDK, its annotations, and what
 * expressions read. Caching clients are proxies.
 */
final class LibraryHints implements RuntimeHintsRegistrar {

    static final String SCRIPTS = "io/github/dynamocached/layout/*.lua";
    static final String INTERCEPTORS = "software/amazon/awssdk/services/dynamodb/execution.interceptors";

    private static final List<Class<?>> ANNOTATIONS = List.of(
            DynamoCached.class,
            DynamoEvict.class,
            DynamoEvicts.class,
            DynamoPut.class,
            DynamoPuts.class,
            DynamoCacheConfig.class);

    /** The lines of the file of interceptors, of which the SDK makes instances. */
    private static final List<String> INTERCEPTOR_TYPES = List.of(
            "io.github.dynamocached.dynamodb.ConsistentReads", "io.github.dynamocached.dynamodb.EvictingWrites");

    private static final String ROOT_OF_EXPRESSIONS = "io.github.dynamocached.expression.SpelEvaluation$Root";

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern(SCRIPTS).registerPattern(INTERCEPTORS);
        hints.proxies().registerJdkProxy(DynamoDbClient.class).registerJdkProxy(DynamoDbAsyncClient.class);
        ReflectionHints reflection = hints.reflection();
        INTERCEPTOR_TYPES.forEach(
                name -> reflection.registerType(TypeReference.of(name), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
        ANNOTATIONS.forEach(type -> registerAnnotation(type, reflection));
        reflection.registerType(TypeReference.of(ROOT_OF_EXPRESSIONS), MemberCategory.INVOKE_PUBLIC_METHODS);
        // Its parameters are read by a handle.
        reflection.registerType(SimpleKey.class, type -> type.withField("params"));
        registerVirtualThreads(reflection);
    }

    /** Lets Spring read the attributes of an annotation. */
    static void registerAnnotation(Class<?> type, ReflectionHints reflection) {
        reflection.registerType(type, MemberCategory.INVOKE_PUBLIC_METHODS, MemberCategory.INVOKE_DECLARED_METHODS);
    }

    /** Their API is called by reflection, because the library is compiled for Java 17. */
    private static void registerVirtualThreads(ReflectionHints reflection) {
        List<TypeReference> none = List.of();
        reflection.registerType(
                TypeReference.of(Thread.class), type -> type.withMethod("ofVirtual", none, ExecutableMode.INVOKE));
        reflection.registerType(
                TypeReference.of("java.lang.Thread$Builder"),
                type -> type.withMethod("name", TypeReference.listOf(String.class, long.class), ExecutableMode.INVOKE)
                        .withMethod(
                                "inheritInheritableThreadLocals",
                                TypeReference.listOf(boolean.class),
                                ExecutableMode.INVOKE)
                        .withMethod("factory", none, ExecutableMode.INVOKE));
    }
}
