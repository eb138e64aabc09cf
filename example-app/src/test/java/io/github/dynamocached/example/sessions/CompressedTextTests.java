package io.github.dynamocached.example.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class CompressedTextTests {

    private final CompressedText converter = new CompressedText();

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Zoë writes 中文 and \uD83D\uDE00", "line\nline\r\n\u0000"})
    void everyTextComesBack(String text) {
        assertThat(converter.transformTo(converter.transformFrom(text))).isEqualTo(text);
    }

    @Test
    void aLongTextTakesLessRoom() {
        AttributeValue compressed = converter.transformFrom("once more ".repeat(500));
        assertThat(compressed.b().asByteArray()).hasSizeLessThan(100);
    }

    @Test
    void bytesThatAreNoCompressedTextAreRefused() {
        AttributeValue plain = AttributeValue.fromB(SdkBytes.fromUtf8String("plain"));
        assertThatThrownBy(() -> converter.transformTo(plain)).isInstanceOf(UncheckedIOException.class);
    }
}
