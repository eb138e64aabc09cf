package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.ValueCodecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeNamesTests {

    private final AttributeNames names = new AttributeNames();

    private String name(String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return names.name(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "category", "ä", "größe", "名前", "\uD83D\uDE00", "a\u0000b", "\u007F"})
    void everyNameComesBack(String name) {
        assertThat(name(name)).isEqualTo(name);
        assertThat(name(name)).isEqualTo(name);
    }

    @Test
    void nameOfManyItemsIsOneObject() {
        assertThat(name("category")).isSameAs(name("category"));
    }

    /** "Aa" and "BB" have one hash code. */
    @Test
    void namesOfOnePlaceReplaceEachOther() {
        assertThat(name("Aa")).isEqualTo("Aa");
        assertThat(name("BB")).isEqualTo("BB");
        assertThat(name("Aa")).isEqualTo("Aa");
        assertThat(names.size()).isEqualTo(1);
    }

    @Test
    void namesWithoutEndTakeNoMoreMemoryThanThereIs() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(name("user-" + i)).isEqualTo("user-" + i);
        }
        assertThat(names.size()).isBetween(1_000L, 2_048L);
    }

    @Test
    void longNamesAreNotKept() {
        String longName = "n".repeat(65);

        assertThat(name(longName)).isEqualTo(longName);
        assertThat(names.size()).isZero();
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> names.name(new byte[] {'a', (byte) 0xC3}, 0, 2))
                .isInstanceOf(ValueCodecException.class);
        assertThat(names.size()).isZero();
    }
}
