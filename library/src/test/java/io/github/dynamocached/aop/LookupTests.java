package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;

/** Where annotations are found, and through which proxies. */
class LookupTests {

    private @Nullable CachingTestApplication application;

    @AfterEach
    void closeApplication() {
        if (application != null) {
            application.close();
        }
    }

    private CachingTestApplication start(Class<?>... components) {
        application = CachingTestApplication.start(Map.of("people.cache", "people", "people.ttl", "1m"), components);
        return application;
    }

    private CachingTestApplication startPlain(Class<?>... components) {
        application = CachingTestApplication.startPlain(components);
        return application;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableDynamoCaching
    static class InterfaceProxies {}

    interface Finder<K, T> {

        @DynamoCached(cache = "found", key = "#id")
        Optional<T> find(K id);

        @DynamoEvict("found")
        void remove(K id);
    }

    static class PersonFinder implements Finder<String, Person> {

        @Override
        public Optional<Person> find(String anotherName) {
            return Optional.of(new Person(anotherName, 1, null));
        }

        @Override
        public void remove(String id) {}
    }

    @Test
    void annotationOfAGenericInterfaceIsFoundThroughAnInterfaceProxy() {
        WatchedEntryStore store =
                startPlain(InterfaceProxies.class, PersonFinder.class).store();
        @SuppressWarnings("unchecked")
        Finder<String, Person> finder = application().bean(Finder.class);
        assertThat(AopUtils.isJdkDynamicProxy(finder)).isTrue();
        finder.find("a");
        assertThat(finder.find("a")).contains(new Person("a", 1, null));
        finder.remove("a");
        assertThat(store.reads()).containsExactly("found/a/", "found/a/");
        assertThat(store.evictions()).containsExactly("found/a");
    }

    @Test
    void annotationOfAGenericInterfaceIsFoundThroughAClassProxy() {
        WatchedEntryStore store = start(PersonFinder.class).store();
        PersonFinder finder = application().bean(PersonFinder.class);
        assertThat(AopUtils.isCglibProxy(finder)).isTrue();
        finder.find("a");
        Finder<String, Person> bridged = finder;
        bridged.find("a");
        assertThat(store.reads()).containsExactly("found/a/", "found/a/");
    }

    abstract static class Base<T> {

        @DynamoCached("base")
        public List<T> all(String id) {
            return List.of(one());
        }

        abstract T one();

        @DynamoCached(cache = "overridden", key = "'base'")
        public String overridden(String id) {
            return "base";
        }

        @DynamoEvict("base")
        @DynamoEvict("overridden")
        public void clear(String id) {}
    }

    static class Derived extends Base<Person> {

        @Override
        Person one() {
            return new Person("one", 1, null);
        }

        @Override
        @DynamoCached("derived")
        public String overridden(String id) {
            return "derived";
        }

        @Override
        @DynamoEvict("derived")
        public void clear(String id) {}
    }

    @Test
    void annotationOfASuperclassIsFoundAndTheResultTypeIsThatOfTheBean() {
        Derived derived = start(Derived.class).bean(Derived.class);
        derived.all("1");
        assertThat(derived.all("1")).containsExactly(new Person("one", 1, null));
        assertThat(application().store().reads().get(0))
                .isEqualTo("base/1/java.util.List<io.github.dynamocached.aop.Person>");
    }

    @Test
    void annotationNearestToTheBeanCounts() {
        Derived derived = start(Derived.class).bean(Derived.class);
        derived.overridden("1");
        derived.clear("1");
        assertThat(application().store().reads()).containsExactly("derived/1/java.lang.String");
        assertThat(application().store().evictions()).containsExactly("derived/1");
    }

    interface Labelled {
        @DynamoCached("labels")
        String label(String id);
    }

    static class Unaware {
        public String label(String id) {
            return id;
        }
    }

    static class InheritsTheImplementation extends Unaware implements Labelled {}

    @Test
    void annotationOfAnInterfaceIsFoundForAnInheritedMethod() {
        start(InheritsTheImplementation.class)
                .bean(InheritsTheImplementation.class)
                .label("a");
        assertThat(application().store().reads()).containsExactly("labels/a/java.lang.String");
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoCached("${people.cache}")
    @interface PersonCached {

        @AliasFor(annotation = DynamoCached.class, attribute = "key")
        String by();

        @AliasFor(annotation = DynamoCached.class, attribute = "ttl")
        String during() default "${people.ttl}";
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoEvict(cache = "people", key = "#p0")
    @DynamoEvict(cache = "${none:lists}", key = "'all'")
    @interface PersonEvict {}

    static class MetaAnnotated {

        @PersonCached(by = "#id")
        public String find(String id, String unrelated) {
            return id;
        }

        @PersonEvict
        public void save(String id) {}
    }

    @Test
    void metaAnnotationsAndPlaceholdersAreHonoured() {
        MetaAnnotated repository = start(MetaAnnotated.class).bean(MetaAnnotated.class);
        repository.find("a", "b");
        repository.save("a");
        assertThat(application().store().reads()).containsExactly("people/a/java.lang.String");
        assertThat(application().store().evictions()).containsExactly("people/a", "lists/all");
    }

    static class NotPublic {

        @DynamoCached("hidden")
        protected String find(String id) {
            return id;
        }
    }

    @Test
    void protectedMethodIsCachedThroughAClassProxy() {
        start(NotPublic.class).bean(NotPublic.class).find("a");
        assertThat(application().store().reads()).containsExactly("hidden/a/java.lang.String");
    }

    static class Plain {
        public String find(String id) {
            return id;
        }
    }

    @Test
    void beanWithoutAnnotationsIsNotProxied() {
        assertThat(AopUtils.isAopProxy(start(Plain.class).bean(Plain.class))).isFalse();
    }

    private CachingTestApplication application() {
        return Objects.requireNonNull(application);
    }
}
