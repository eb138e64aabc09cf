package io.github.dynamocached;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** Runs parts of tests as in an application that lacks an optional library. */
public final class MissingLibrary {

    private MissingLibrary() {}

    /**
     * Runs something with all classes of this JVM but those of one library.
     *
     * @param jar a part of the name of the jar of the library
     * @param type a class of the library
     * @param work has a public constructor without parameters. It is loaded once more, so it returns what both sides know
     * @return what the work returns
     */
    public static Object without(String jar, Class<?> type, Class<? extends Callable<?>> work) throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(jar))
                .map(MissingLibrary::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            assertThat(loader.getResource(type.getName().replace('.', '/') + ".class"))
                    .isNull();
            thread.setContextClassLoader(loader);
            return ((Callable<?>)
                            loader.loadClass(work.getName()).getConstructor().newInstance())
                    .call();
        } finally {
            thread.setContextClassLoader(own);
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
