package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Calls on this are seen, and nothing else. */
class SelfCallsTests {

    private static List<String> callsIn(Class<?> type) {
        List<Method> annotated = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DynamoCached.class))
                .toList();
        return SelfCalls.in(type, annotated);
    }

    static class Base {

        @DynamoCached("a")
        public String find(String id, long version) {
            return id + version;
        }
    }

    static class Calling extends Base {

        private long[] versions = {1, 2};
        private int calls;

        String plainly(String id) {
            return find(id, 1);
        }

        String amongOthers(String prefix, String id) {
            int before = calls++;
            return prefix + this.find(id + before, versions[before] * 2L) + before;
        }

        String overCasts(Object id) {
            return find((String) id, (int) 2.5d);
        }

        Supplier<String> later(String id) {
            return () -> find(id, 1);
        }

        String inALoop(List<String> ids) {
            StringBuilder all = new StringBuilder();
            for (String id : ids) {
                all.append(find(id, Math.max(1L, ids.size())));
            }
            return all.toString();
        }

        String nested(String id) {
            return find(find(id, 1), 2);
        }
    }

    @Test
    void callsOnThisAreFound() {
        assertThat(callsIn(Calling.class))
                .containsExactly(
                        "amongOthers calls find",
                        "inALoop calls find",
                        "later calls find",
                        "nested calls find",
                        "overCasts calls find",
                        "plainly calls find");
    }

    static class Innocent extends Base {

        private final Innocent self;
        private final Base other = new Base();

        Innocent(Innocent self) {
            this.self = self;
        }

        String throughAField(String id) {
            return self.find(id, 1);
        }

        String ofAnother(Base another, String id) {
            return another.find(id, 2) + other.find(id, 3);
        }

        String throughALocal(String id) {
            Base proxy = self;
            return proxy.find(id, find(4));
        }

        String chosen(boolean own, String id) {
            return (own ? self : other).find(id, own ? 1 : 2);
        }

        String withThisAsAnArgument(Function<Innocent, Base> proxies, String id) {
            return proxies.apply(this).find(id, 1);
        }

        long find(int version) {
            return version;
        }

        static String ofFirst(Innocent first, String id) {
            return first.find(id, 1);
        }

        @Override
        public String find(String id, long version) {
            return super.find(id, version);
        }
    }

    @Test
    void callsOnOthersAreNotFound() {
        assertThat(SelfCalls.in(Innocent.class, List.of(Base.class.getMethods())))
                .isEmpty();
    }

    @Test
    void classWithoutAFileTellsNothing() {
        Supplier<String> lambda = () -> "";
        assertThat(SelfCalls.in(lambda.getClass(), List.of())).isEmpty();
    }
}
