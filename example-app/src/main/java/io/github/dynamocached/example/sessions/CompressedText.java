package io.github.dynamocached.example.sessions;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores a text as a binary attribute in the zlib format, which every language can read. DynamoDB charges by size, so a
 * compressed text costs less to store and to read. The cache holds the compressed text too.
 */
public final class CompressedText implements AttributeConverter<String> {

    @Override
    public AttributeValue transformFrom(String text) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream deflater = new DeflaterOutputStream(compressed)) {
            deflater.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(compressed.toByteArray()));
    }

    @Override
    public String transformTo(AttributeValue attribute) {
        byte[] compressed = attribute.b().asByteArrayUnsafe();
        try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            return new String(inflater.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notCompressed) {
            throw new UncheckedIOException(notCompressed);
        }
    }

    @Override
    public EnhancedType<String> type() {
        return EnhancedType.of(String.class);
    }

    @Override
    public AttributeValueType attributeValueType() {
        return AttributeValueType.B;
    }
}
