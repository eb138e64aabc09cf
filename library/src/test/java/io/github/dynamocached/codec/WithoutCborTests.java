package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.MissingLibrary;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.dynamodb.EntitySchemas;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The library without its optional dependency for CBOR. */
class WithoutCborTests {

    /** Runs in the other class loader. */
    public static final class Uses implements Callable<String> {

        @Override
        public String call() {
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

    @Test
    void jsonWorksAndCborIsRefusedWithTheDependencyToAdd() throws Exception {
        assertThat(MissingLibrary.without("jackson-dataformat-cbor", CBORMapper.class, Uses.class))
                .isEqualTo("[1,2] format cbor needs a library that is not on the class path. Add the dependency"
                        + " tools.jackson.dataformat:jackson-dataformat-cbor, or use json.");
    }
}
