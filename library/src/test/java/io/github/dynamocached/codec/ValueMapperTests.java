package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.store.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.dataformat.cbor.CBORMapper;

class ValueMapperTests {

    private final EntitySchemas schemas = new EntitySchemas(List.of());

    @Test
    void customizersChangeTheMapperInOrder() {
        List<String> calls = new ArrayList<>();
        ValueMapperCustomizer first = builder -> {
            calls.add("first");
            builder.propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
        };
        ValueMapperCustomizer second = builder -> {
            calls.add("second");
            builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        };
        ValueCodec codec = new ResultCodecs(schemas, List.of(first, second)).codecOf(Point.class);

        assertThat(calls).containsExactly("first", "second");
        assertThat(Codecs.blob(codec, new Point(1))).isEqualTo("{\"x_axis\":1}");
        assertThat(Codecs.roundTrip(codec, new Point(1))).isEqualTo(new Point(1));
    }

    @Test
    void customizersChangeTheMapperOfEachFormThatIsUsed() {
        List<String> builders = new ArrayList<>();
        ValueMapperCustomizer naming = builder -> {
            builders.add(builder.getClass().getName());
            builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        };
        ResultCodecs codecs = new ResultCodecs(schemas, List.of(naming, ValueMapperTests::addSealed));
        assertThat(builders).containsExactly(JsonMapper.Builder.class.getName());

        for (Form form : List.of(Form.CBOR, Form.DEFLATED_CBOR)) {
            ValueCodec points = codecs.forCache(form.settings()).codecOf(Point.class);
            assertThat(Codecs.blob(points, new Point(1))).contains("x_axis");
            assertThat(Codecs.roundTrip(points, new Point(1))).isEqualTo(new Point(1));
        }
        assertThat(builders).containsExactly(JsonMapper.Builder.class.getName(), CBORMapper.Builder.class.getName());
        ValueCodec sealed = codecs.forCache(Form.CBOR.settings()).codecOf(Sealed.class);
        assertThat(((Sealed) Codecs.roundTrip(sealed, Sealed.of("x"))).secret).isEqualTo("x");
    }

    @Test
    void codecsOfOneFormAreSharedByItsCaches() {
        ResultCodecs codecs = new ResultCodecs(schemas, List.of());
        CacheSettings users = CacheSettings.named("users").build();
        CacheSettings turns = CacheSettings.named("turns").maxEntrySize(7).build();
        assertThat(codecs.forCache(users)).isSameAs(codecs.forCache(turns));
        assertThat(codecs.forCache(users).codecOf(Point.class)).isSameAs(codecs.codecOf(Point.class));
        assertThat(codecs.forCache(Form.CBOR.settings())).isNotSameAs(codecs.forCache(users));
    }

    @Test
    void namesOfPropertiesArePartOfTheSchema() {
        ValueMapperCustomizer naming = builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

        assertThat(new ResultCodecs(schemas, List.of(naming))
                        .codecOf(Point.class)
                        .format()
                        .schema())
                .isNotEqualTo(Codecs.of(Point.class).format().schema());
    }

    @Test
    void moduleOfACustomizerMakesATypeCacheable() {
        assertThatThrownBy(() -> Codecs.of(Sealed.class)).isInstanceOf(IllegalArgumentException.class);

        ValueCodec codec = new ResultCodecs(schemas, List.<ValueMapperCustomizer>of(ValueMapperTests::addSealed))
                .codecOf(Sealed.class);

        assertThat(((Sealed) Codecs.roundTrip(codec, Sealed.of("x"))).secret).isEqualTo("x");
    }

    @Test
    void defaultTypingIsRefused() {
        ValueMapperCustomizer typing = builder -> builder.activateDefaultTyping(
                BasicPolymorphicTypeValidator.builder()
                        .allowIfBaseType(Object.class)
                        .build(),
                DefaultTyping.NON_FINAL);

        ValueMapperCustomizer typingOfCbor = builder -> {
            if (builder instanceof CBORMapper.Builder) {
                typing.customize(builder);
            }
        };
        ResultCodecs codecs = new ResultCodecs(schemas, List.of(typingOfCbor));
        assertThatThrownBy(() -> codecs.forCache(Form.CBOR.settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A ValueMapperCustomizer activated default typing");
        assertThatThrownBy(() -> new ResultCodecs(schemas, List.of(typing)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A ValueMapperCustomizer activated default typing, which puts class names into cached bytes"
                        + " and instantiates what it finds there. Annotate the base type with @JsonTypeInfo(use ="
                        + " JsonTypeInfo.Id.NAME) and its subtypes with @JsonSubTypes instead.");
    }

    @Test
    void bytesDoNotDependOnTheDefaultTimeZone() {
        TimeZone before = TimeZone.getDefault();
        ValueCodec codec = Codecs.of(java.time.ZonedDateTime.class);
        java.time.ZonedDateTime value = java.time.ZonedDateTime.parse("2026-07-02T03:04:05+02:00[Europe/Berlin]");
        String bytes = Codecs.blob(codec, value);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/Caracas"));
            ValueCodec elsewhere = new ResultCodecs(schemas, List.of()).codecOf(java.time.ZonedDateTime.class);
            assertThat(Codecs.blob(elsewhere, value)).isEqualTo(bytes);
            assertThat(Codecs.roundTrip(elsewhere, value)).isEqualTo(value);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static void addSealed(MapperBuilder<?, ?> builder) {
        SimpleModule module = new SimpleModule();
        module.addSerializer(Sealed.class, new StdSerializer<>(Sealed.class) {
            @Override
            public void serialize(Sealed value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(value.secret);
            }
        });
        module.addDeserializer(Sealed.class, new StdDeserializer<>(Sealed.class) {
            @Override
            public Sealed deserialize(JsonParser parser, DeserializationContext context) {
                return Sealed.of(parser.getString());
            }
        });
        builder.addModule(module);
    }

    record Point(int xAxis) {}

    /** Has nothing that Jackson could see. */
    static final class Sealed {

        private final String secret;

        private Sealed(String secret) {
            this.secret = secret;
        }

        static Sealed of(String secret) {
            return new Sealed(secret);
        }
    }
}
