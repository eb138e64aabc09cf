package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoEvicts;
import io.github.dynamocached.annotation.DynamoPut;
import io.github.dynamocached.annotation.Missing;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.annotation.AliasFor;

/** Annotations that are made of others, written elsewhere, or several on one method, through both kinds of proxies. */
class CompositionTests {

    private @Nullable CachingTestApplication application;

    @AfterEach
    void closeApplication() {
        if (application != null) {
            application.close();
        }
    }

    /** A bean of a class behind a proxy. */
    private <T> T start(Proxied proxied, Class<T> type, Class<?> component) {
        CachingTestApplication started = proxied.start(component);
        application = started;
        T bean = started.bean(type);
        assertThat(proxied.isKindOf(bean)).isTrue();
        return bean;
    }

    private WatchedEntryStore store() {
        if (application == null) {
            throw new IllegalStateException("nothing has started");
        }
        return application.store();
    }

    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoCached(cache = "people", missing = Missing.UNKNOWN)
    @interface ManyCached {

        @AliasFor(annotation = DynamoCached.class, attribute = "keys")
        String of();

        @AliasFor(annotation = DynamoCached.class, attribute = "key")
        String by() default "";
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ManyCached(of = "#ids")
    @interface TenantsCached {

        @AliasFor(annotation = ManyCached.class, attribute = "by")
        String key() default "{'t', #key}";
    }

    interface Tenants {
        Map<String, String> all(Collection<String> ids);
    }

    static class AnnotatedTwiceRemoved implements Tenants {

        @Override
        @TenantsCached
        public Map<String, String> all(Collection<String> ids) {
            return ids.stream()
                    .filter(id -> !id.equals("none"))
                    .collect(Collectors.toMap(id -> id, id -> "name of " + id));
        }
    }

    @ParameterizedTest
    @EnumSource
    void attributesReachTheAnnotationThroughTwoMetaAnnotations(Proxied proxied) {
        Tenants tenants = start(proxied, Tenants.class, AnnotatedTwiceRemoved.class);
        List<String> ids = List.of("1", "none");
        tenants.all(ids);
        assertThat(tenants.all(ids)).containsOnlyKeys("1");
        assertThat(store().reads())
                .hasSize(4)
                .containsOnly("people/t:1/java.lang.String", "people/t:none/java.lang.String");
    }

    interface Writer<T, R> {

        R write(T id, String name);

        R read(T id);
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoEvict(cache = "lists", key = "'all'")
    @interface ListsEvict {}

    static class SeveralOnOneMethod implements Writer<String, String> {

        @Override
        @DynamoEvicts({@DynamoEvict(cache = "cards", key = "#id"), @DynamoEvict(cache = "names", key = "#name")})
        @ListsEvict
        @DynamoPut(cache = "people", key = "#id")
        public String write(String id, String name) {
            return name;
        }

        @Override
        @DynamoCached("people")
        public String read(String id) {
            return "not cached";
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalEvictionsAndAPutOfOneMethodAllHappen(Proxied proxied) {
        @SuppressWarnings("unchecked")
        Writer<String, String> writer = start(proxied, Writer.class, SeveralOnOneMethod.class);
        assertThat(writer.write("1", "Ann")).isEqualTo("Ann");
        assertThat(store().evictions()).containsExactlyInAnyOrder("cards/1", "names/Ann", "lists/all");
        assertThat(writer.read("1")).isEqualTo("Ann");
    }

    interface Finder<K, T> {

        @DynamoCached(cache = "found", key = "#id")
        T find(K id);

        @DynamoCached(cache = "defaults", key = "#id")
        default String describe(K id) {
            return "item " + id;
        }
    }

    abstract static class AbstractFinder<T> implements Finder<String, T> {

        abstract T made(String id);

        @Override
        public T find(String anotherName) {
            return made(anotherName);
        }
    }

    static class PersonFinder extends AbstractFinder<Person> {

        @Override
        Person made(String id) {
            return new Person(id, 1, null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void annotationOfAnInterfaceIsFoundOnABridgedMethodOfAGenericSuperclass(Proxied proxied) {
        @SuppressWarnings("unchecked")
        Finder<String, Person> finder = start(proxied, Finder.class, PersonFinder.class);
        finder.find("a");
        assertThat(finder.find("a")).isEqualTo(new Person("a", 1, null));
        assertThat(store().reads()).containsExactly("found/a/", "found/a/");
    }

    @ParameterizedTest
    @EnumSource
    void annotationOfADefaultMethodOfAnInterfaceIsFound(Proxied proxied) {
        @SuppressWarnings("unchecked")
        Finder<String, Person> finder = start(proxied, Finder.class, PersonFinder.class);
        finder.describe("a");
        assertThat(finder.describe("a")).isEqualTo("item a");
        assertThat(store().reads()).containsExactly("defaults/a/java.lang.String", "defaults/a/java.lang.String");
    }

    static class Narrowed extends AbstractFinder<Object> {

        @Override
        Object made(String id) {
            throw new IllegalStateException("not called");
        }

        @Override
        @DynamoCached(cache = "narrowed", key = "#p0")
        public String find(String id) {
            return "narrowed " + id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void methodWithANarrowerResultIsFoundBehindBothOfItsBridges(Proxied proxied) {
        @SuppressWarnings("unchecked")
        Finder<String, Object> finder = start(proxied, Finder.class, Narrowed.class);
        finder.find("a");
        assertThat(finder.find("a")).isEqualTo("narrowed a");
        assertThat(store().reads()).containsExactly("narrowed/a/java.lang.String", "narrowed/a/java.lang.String");
    }

    interface Read {
        @DynamoCached("labels")
        String label(String id);
    }

    static class EvictsAsWell implements Read {

        @Override
        @DynamoEvict("lists")
        public String label(String id) {
            return id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void annotationsOfDifferentTypesAddUpFromClassAndInterface(Proxied proxied) {
        start(proxied, Read.class, EvictsAsWell.class).label("a");
        assertThat(store().reads()).containsExactly("labels/a/java.lang.String");
        assertThat(store().evictions()).containsExactly("lists/a");
    }

    interface SpecialRead extends Read {
        @Override
        @DynamoCached("specialLabels")
        String label(String id);
    }

    static class ImplementsBoth implements Read, SpecialRead {
        @Override
        public String label(String id) {
            return id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void interfaceCountsMoreThanTheOneItExtends(Proxied proxied) {
        start(proxied, Read.class, ImplementsBoth.class).label("a");
        assertThat(store().reads()).containsExactly("specialLabels/a/java.lang.String");
    }
}
