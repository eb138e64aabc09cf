package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.dynamodb.EntitySchemas;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The library without its optional dependency for CBOR. */
class WithoutCborTests {

    /** Runs in the other class loader. */
    static final class Uses implements Supplier<String> {

        @Override
        public String get() {
            ResultCodecs codecs = new ResultCodecs(new EntitySchemas(List.of()), List.of());
            CacheSettings cbor =
                    CacheSettings.named("users").format(ValueFormat.CBOR).build();
            try {
                return "accepted " + codecs.forCache(cbor);
            } catch (IllegalArgumentException refused) {
                return Codecs.blob(codecs.codecOf(int[].class), new int[] {1, 2}) + ' ' + refused.getMessage();
            }
        }
    }

    private static URLClassLoader withoutCbor() {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> !place.contains("jackson-dataformat-cbor"))
                .map(WithoutCborTests::url)
                .toArray(URL[]::new);
        return new URLClassLoader(rest, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String place) {
        try {
            return Path.of(place).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void jsonWorksAndCborIsRefusedWithTheDependencyToAdd() throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = withoutCbor()) {
            Constructor<?> constructor = loader.loadClass(Uses.class.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            Supplier<?> uses = (Supplier<?>) constructor.newInstance();
            assertThat(uses).isNotInstanceOf(Uses.class);
            assertThat(uses.get())
                    .isEqualTo("[1,2] format cbor needs a library that is not on the class path. Add the dependency"
                            + " tools.jackson.dataformat:jackson-dataformat-cbor, or use json.");
        }
    }
}
