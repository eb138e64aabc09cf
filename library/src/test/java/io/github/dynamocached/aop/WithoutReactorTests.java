package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.MissingLibrary;
import io.github.dynamocached.cache.Stages;
import java.util.List;
import java.util.concurrent.Callable;
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
    void futuresAreCachedAndEvict() throws Exception {
        assertThat(MissingLibrary.without("reactor-core", Mono.class, Application.class))
                .isEqualTo(List.of("quiet/1"));
    }
}
