package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.cache.Stages;
import java.util.List;
import java.util.concurrent.Callable;
import kotlin.Unit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Methods with futures in an application that has no Reactor, or nothing of Kotlin. */
class WithoutReactorTests {

    /** What runs with the other class path. */
    public static final class Application implements Callable<List<String>> {

        @Override
        public List<String> call() {
            try (CachingTestApplication application =
                    CachingTestApplication.start(Backend.class, LaterWritesTests.Repository.class)) {
                LaterWritesTests.Repository repository = application.bean(LaterWritesTests.Repository.class);
                repository.write().complete("saved");
                Stages.awaitDone(repository.saveQuietly("1"));
                return application.store().evictions();
            }
        }
    }

    @Test
    @Tag("full")
    void futuresAreCachedAndEvictWithoutReactor() throws Exception {
        OtherClassPath other = OtherClassPath.without("reactor-core");
        assertThat(other.has(Mono.class)).isFalse();
        assertThat(other.call(Application.class)).isEqualTo(List.of("quiet/1"));
    }

    @Test
    void futuresAreCachedAndEvictWithoutKotlin() throws Exception {
        OtherClassPath other = OtherClassPath.without("kotlin", "reactor-core");
        assertThat(other.has(Unit.class)).isFalse();
        assertThat(other.call(Application.class)).isEqualTo(List.of("quiet/1"));
    }
}
