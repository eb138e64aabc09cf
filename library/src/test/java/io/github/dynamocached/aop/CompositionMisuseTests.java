package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import io.github.dynamocached.annotation.DynamoPut;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Annotations that do not go together are refused at the start, whatever the proxies are. */
class CompositionMisuseTests {

    interface Repository {
        String find(String id);
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoCached("others")
    @interface OtherCached {}

    static class CachedTwice implements Repository {
        @Override
        @OtherCached
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void methodIsCachedOnce(Proxied proxied) {
        assertThat(proxied.problemsOf(CachedTwice.class))
                .containsExactly("@DynamoCached on CompositionMisuseTests.CachedTwice.find(String): @DynamoCached and"
                        + " @OtherCached both cache the results of the method. Remove one of them.");
    }

    interface First {
        @DynamoCached("first")
        String find(String id);
    }

    interface Second {
        @DynamoCached("second")
        String find(String id);
    }

    static class ImplementsBoth implements First, Second {
        @Override
        public String find(String id) {
            return id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void interfacesMustAgree(Proxied proxied) {
        assertThat(proxied.problemsOf(ImplementsBoth.class))
                .containsExactly("@DynamoCached on CompositionMisuseTests.ImplementsBoth.find(String): the interfaces"
                        + " CompositionMisuseTests.First and CompositionMisuseTests.Second have different annotations of this"
                        + " type on the method. Annotate the method of the class.");
    }

    static class Implementation {
        public String find(String id) {
            return id;
        }
    }

    static class InheritsForBoth extends Implementation implements First, Second {}

    @ParameterizedTest
    @EnumSource
    void interfacesOfAnInheritedMethodMustAgree(Proxied proxied) {
        assertThat(proxied.problemsOf(InheritsForBoth.class))
                .containsExactly("@DynamoCached on CompositionMisuseTests.InheritsForBoth.find(String): the interfaces"
                        + " CompositionMisuseTests.First and CompositionMisuseTests.Second have different annotations of this"
                        + " type on the method. Annotate the method of the class.");
    }

    static class StoresWhatItRead implements Repository {
        @Override
        @DynamoCached("a")
        @DynamoPut("b")
        public String find(String id) {
            return id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void readThatIsAlsoAPutIsRefused(Proxied proxied) {
        assertThat(proxied.problemsOf(StoresWhatItRead.class))
                .containsExactly(
                        "@DynamoPut on CompositionMisuseTests.StoresWhatItRead.find(String): @DynamoCached on this"
                                + " method may answer a call without the method, so an old result would be stored as a new one."
                                + " Remove one of the two: @DynamoCached stores the results of reads, @DynamoPut those of writes.");
    }

    static class PutsAndEvicts implements Repository {
        @Override
        @DynamoPut("a")
        @DynamoPut(cache = "b", key = "#id")
        @DynamoEvict("a")
        @DynamoEvict(cache = "b", allEntries = true)
        public String find(String id) {
            return id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void evictionOfWhatTheMethodStoresIsRefused(Proxied proxied) {
        assertThat(proxied.problemsOf(PutsAndEvicts.class))
                .containsExactlyInAnyOrder(
                        "@DynamoEvict on CompositionMisuseTests.PutsAndEvicts.find(String): it evicts what @DynamoPut on"
                                + " this method stores in the cache 'a'. Remove it: a put evicts everything else under its"
                                + " key.",
                        "@DynamoEvict on CompositionMisuseTests.PutsAndEvicts.find(String): allEntries of the cache 'b'"
                                + " evicts what @DynamoPut on this method stores there. Remove one of the two.");
    }

    static class PutsTwice implements Repository {
        @Override
        @DynamoPut(cache = "a", key = "#id", variant = "'x'")
        @DynamoPut(cache = "a", key = "#id", variant = "'y'")
        public String find(String id) {
            return id;
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoPutsUnderOneKeyAreRefused(Proxied proxied) {
        assertThat(proxied.problemsOf(PutsTwice.class))
                .containsExactly(
                        "@DynamoPut on CompositionMisuseTests.PutsTwice.find(String): two puts of this method store"
                                + " under the same key of the cache 'a', and each evicts what the other stores. Remove one of them.");
    }
}
