package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.cache.Stages;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Methods with futures in an application that has no Reactor. */
class WithoutReactorTests {

    /** What runs within the other class loader. */
    public static final class Application implements Callable<List<String>> {

        @Override
        public List<String> call() {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
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
        URL[] classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("reactor-core"))
                .map(WithoutReactorTests::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            assertThat(loader.getResource(Mono.class.getName().replace('.', '/') + ".class"))
                    .isNull();
            Callable<?> application = (Callable<?>) loader.loadClass(Application.class.getName())
                    .getConstructor()
                    .newInstance();
            assertThat(application.call()).isEqualTo(List.of("quiet/1"));
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
