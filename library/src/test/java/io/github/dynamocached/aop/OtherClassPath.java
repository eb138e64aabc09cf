package io.github.dynamocached.aop;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class path of an application that lacks optional libraries. */
final class OtherClassPath {

    private final List<URL> entries;

    private OtherClassPath(List<URL> entries) {
        this.entries = entries;
    }

    /** The class path of the tests without the entries in whose path one of the texts stands. */
    static OtherClassPath without(String... texts) {
        return new OtherClassPath(
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> Stream.of(texts).noneMatch(entry::contains))
                        .map(OtherClassPath::url)
                        .toList());
    }

    /** Calls what a class with a public constructor does, as that class is on this class path. */
    @Nullable
    Object call(Class<? extends Callable<?>> type) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(entries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            return ((Callable<?>)
                            loader.loadClass(type.getName()).getConstructor().newInstance())
                    .call();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Whether a class is on this class path. */
    boolean has(Class<?> type) throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(entries.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return loader.getResource(type.getName().replace('.', '/') + ".class") != null;
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
