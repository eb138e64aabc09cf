package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.entities.Labelled;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.store.ValueCodec;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

class BeanReaderTests {

    private static final EntityFieldsCodec PARCELS = codecOf(Parcel.class, new EntitySchemas(List.of()));

    private static final String FAILED = "failed";

    private static EntityFieldsCodec codecOf(Class<?> type, EntitySchemas schemas) {
        return new EntityFieldsCodec(new EntityItems<>(schemas, type), "type", "schema");
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void beanIsTheOneThatTheSchemaMakes(@ForAll("fields") byte[] @Nullable [] fields) {
        assertThat(made(() -> PARCELS.decode(fields))).isEqualTo(made(() -> PARCELS.bySchema(fields, null)));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void beanOfOneAttributeIsTheOneThatTheSchemaMakes(@ForAll("field") byte[] field) {
        for (int i = 0; i < PARCELS.format().size() - 1; i++) {
            byte[] @Nullable [] fields = new byte[PARCELS.format().size()][];
            fields[i] = field;
            assertThat(made(() -> PARCELS.decode(fields)))
                    .as(PARCELS.format().fields().get(i))
                    .isEqualTo(made(() -> PARCELS.bySchema(fields, null)));
        }
    }

    @Example
    void settersOfABeanAreCalledWithoutItsSchema() {
        assertThat(itemsOf(Parcel.class).readerOf(attributesOf(Parcel.class))).isNotNull();
        assertThat(itemsOf(Turn.class).readerOf(attributesOf(Turn.class)))
                .as("of an immutable class")
                .isNull();
        assertThat(itemsOf(Labelled.class).readerOf(attributesOf(Labelled.class)))
                .as("with a flattened map")
                .isNull();
    }

    @Example
    void setterThatReturnsItsBeanIsCalled() {
        ValueCodec codec = Codecs.of(Fluent.class);

        Fluent decoded = (Fluent) codec.decode(codec.encode(new Fluent().setId("a")));

        assertThat(decoded.getId()).isEqualTo("a");
    }

    @Example
    void schemaOfTheApplicationMakesItsEntitiesItself() {
        EntitySchemas schemas = new EntitySchemas(List.of(TableSchema.fromBean(Parcel.class)));

        assertThat(new EntityItems<>(schemas, Parcel.class).readerOf(attributesOf(Parcel.class)))
                .isNull();
    }

    private static EntityItems<?> itemsOf(Class<?> type) {
        return new EntityItems<>(new EntitySchemas(List.of()), type);
    }

    private static List<String> attributesOf(Class<?> type) {
        return itemsOf(type).schema().attributeNames().stream().sorted().toList();
    }

    /** The state of a bean. With several broken attributes, its making may fail with one or another of them. */
    private static Object made(Callable<Object> decoding) {
        try {
            return ((Parcel) decoding.call()).state();
        } catch (Exception failure) {
            return FAILED;
        }
    }

    @Provide
    Arbitrary<byte[] @Nullable []> fields() {
        return field().injectNull(0.3)
                .array(byte[][].class)
                .ofSize(PARCELS.format().size() - 1)
                .map(fields -> Arrays.copyOf(fields, fields.length + 1));
    }

    /** Mostly what may be stored, with a liking for whole numbers and words. */
    @Provide
    Arbitrary<byte[]> field() {
        Arbitrary<String> numbers = Arbitraries.oneOf(
                Arbitraries.longs().map(number -> Long.toString(number)),
                Arbitraries.integers().map(number -> Integer.toString(number)),
                Arbitraries.integers().between(-9, 99).map(number -> Integer.toString(number)),
                Arbitraries.of(
                        "-",
                        "-0",
                        "007",
                        "2147483648",
                        "-2147483649",
                        "999999999999999999",
                        "9223372036854775808",
                        "1.0",
                        "1E3",
                        "+1",
                        "#1",
                        "#+1",
                        "'1",
                        "true",
                        "false",
                        "null",
                        "'true",
                        "tru",
                        "",
                        " "),
                Arbitraries.of("2026-11-27T07:00:00Z", "DAYS", "[1:a", "(N1:11:2", "(S1:a", "{1:a1:b"));
        return Arbitraries.oneOf(
                numbers.map(text -> text.getBytes(UTF_8)),
                AttributeValues.all().map(AttributeEncoder::encode),
                AttributeValues.texts().map(text -> text.getBytes(UTF_8)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(6));
    }

    /** A bean whose setter returns the bean. */
    @DynamoDbBean
    public static class Fluent {

        private @Nullable String id;

        @DynamoDbPartitionKey
        public @Nullable String getId() {
            return id;
        }

        public Fluent setId(@Nullable String id) {
            this.id = id;
            return this;
        }
    }
}
