package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCacheConfig;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.io.ClassPathResource;
import org.springframework.javapoet.ClassName;

/** What the processing ahead of time of an application with cached methods finds out for a native image. */
class NativeHintsTests {

    private static final ReflectionHintsPredicates REFLECTION = RuntimeHintsPredicates.reflection();

    private static final RuntimeHints HINTS = new RuntimeHints();

    @BeforeAll
    static void process() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Application.class, Orders.class);
            DefaultGenerationContext generation = new DefaultGenerationContext(
                    new ClassNameGenerator(ClassName.get("org.acme", "Application")),
                    new InMemoryGeneratedFiles(),
                    HINTS);
            ClassName unused = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(DynamoCachedAutoConfiguration.class)
    static class Application {}

    record Line(String article, int count) {}

    record Order(String id, List<Line> lines) {}

    record Card(String id) {}

    record Tenant(String name) {}

    static class Query {

        private @Nullable Tenant tenant;

        public @Nullable Tenant getTenant() {
            return tenant;
        }

        public void setTenant(Tenant tenant) {
            this.tenant = tenant;
        }
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoCached("orders")
    @interface OrderCached {

        @AliasFor(annotation = DynamoCached.class, attribute = "key")
        String by();
    }

    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoCacheConfig("orders")
    @interface OrderCaching {}

    interface Finding<T> {

        @DynamoCached(cache = "found", key = "#id")
        Optional<T> find(String id);
    }

    @OrderCaching
    static class Orders implements Finding<Order> {

        @Override
        public Optional<Order> find(String id) {
            return Optional.empty();
        }

        @OrderCached(by = "#query.tenant.name")
        public Map<String, List<Card>> cards(Query query) {
            return Map.of();
        }

        @DynamoCached(key = "#id", fields = "id", entity = AccountEntity.class)
        public @Nullable Card card(String id) {
            return null;
        }

        @DynamoEvict(key = "#id")
        void evict(String id) {}

        public String notAnnotated(Unrelated unrelated) {
            return "";
        }
    }

    static class AccountEntity {
        public String getId() {
            return "";
        }
    }

    static class Unrelated {
        public String getName() {
            return "";
        }
    }

    @Test
    void scriptsAndTheFileOfInterceptorsAreResources() {
        for (String script :
                List.of("acquire", "begin", "common", "evict", "fill", "keep", "lead", "look", "release")) {
            String path = "io/github/dynamocached/layout/" + script + ".lua";
            assertThat(new ClassPathResource(path).exists()).isTrue();
            assertThat(RuntimeHintsPredicates.resource().forResource(path)).accepts(HINTS);
        }
        assertThat(RuntimeHintsPredicates.resource()
                        .forResource("software/amazon/awssdk/services/dynamodb/execution.interceptors"))
                .accepts(HINTS);
    }

    @Test
    void sdkCanMakeEachInterceptorOfTheFile() throws Exception {
        List<String> interceptors = new ClassPathResource(LibraryHints.INTERCEPTORS)
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(interceptors)
                .hasSize(2)
                .allSatisfy(name -> assertThat(REFLECTION.onConstructorInvocation(
                                Class.forName(name).getDeclaredConstructor()))
                        .accepts(HINTS));
    }

    @Test
    void attributesOfAnnotationsCanBeRead() throws Exception {
        for (Class<? extends Annotation> type :
                List.of(DynamoCached.class, DynamoEvict.class, DynamoPut.class, DynamoCacheConfig.class)) {
            assertThat(REFLECTION.onMethodInvocation(type.getMethod("cache")))
                    .as(type.getName())
                    .accepts(HINTS);
        }
        assertThat(REFLECTION.onMethodInvocation(OrderCached.class.getMethod("by")))
                .as("by")
                .accepts(HINTS);
        assertThat(REFLECTION.onType(OrderCaching.class)).accepts(HINTS);
    }

    @Test
    void annotatedMethodsCanBeCalled() throws Exception {
        assertThat(REFLECTION.onMethodInvocation(Orders.class.getMethod("find", String.class)))
                .accepts(HINTS);
        assertThat(REFLECTION.onMethodInvocation(Finding.class.getMethod("find", String.class)))
                .accepts(HINTS);
        assertThat(REFLECTION.onMethodInvocation(Orders.class.getDeclaredMethod("evict", String.class)))
                .accepts(HINTS);
    }

    @Test
    void resultsCanBeEncodedAndDecoded() throws Exception {
        assertThat(REFLECTION.onConstructorInvocation(Order.class.getDeclaredConstructor(String.class, List.class)))
                .accepts(HINTS);
        assertThat(REFLECTION.onMethodInvocation(Order.class.getDeclaredMethod("lines")))
                .accepts(HINTS);
        assertThat(REFLECTION.onMethodInvocation(Line.class.getDeclaredMethod("article")))
                .accepts(HINTS);
        assertThat(REFLECTION.onConstructorInvocation(Card.class.getDeclaredConstructor(String.class)))
                .accepts(HINTS);
        assertThat(REFLECTION.onMethodInvocation(AccountEntity.class.getMethod("getId")))
                .accepts(HINTS);
    }

    @Test
    void keysOfSpringsCachesCanBeRead() {
        assertThat(REFLECTION.onFieldAccess(SimpleKey.class, "params")).accepts(HINTS);
    }

    @Test
    void expressionsCanReadParametersAndTheirProperties() throws Exception {
        assertThat(REFLECTION.onMethodInvocation(Query.class.getMethod("getTenant")))
                .accepts(HINTS);
        assertThat(REFLECTION.onMethodInvocation(Tenant.class.getDeclaredMethod("name")))
                .accepts(HINTS);
        assertThat(REFLECTION.onMethodInvocation(String.class.getMethod("length")))
                .accepts(HINTS);
        Class<?> root = Class.forName("io.github.dynamocached.expression.SpelEvaluation$Root");
        assertThat(REFLECTION.onMethodInvocation(root.getMethod("getTarget"))).accepts(HINTS);
    }

    @Test
    void virtualThreadsCanBeMade() {
        ReflectionHints reflection = HINTS.reflection();
        TypeHint builder = Objects.requireNonNull(reflection.getTypeHint(TypeReference.of("java.lang.Thread$Builder")));
        assertThat(builder.methods())
                .extracting("name")
                .containsExactlyInAnyOrder("name", "inheritInheritableThreadLocals", "factory");
    }

    @Test
    void typesOfOtherMethodsAreLeftOut() {
        assertThat(REFLECTION.onType(Unrelated.class)).rejects(HINTS);
    }
}
