package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.ValueFormat;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Everything;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.store.EntryFormat;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

/** Type ids and schema fingerprints: the same on every node, and another one for every other schema. */
class EntryFormatTests {

    @Test
    void typeIdsAreReadableShortAndStable() {
        assertThat(Codecs.of(Customer.class).format().type()).isEqualTo("Customer-bjNXvQ");
        assertThat(Codecs.blobOf(Customer.class).format().type()).isEqualTo("Customer-A53pqA");
        assertThat(typeOf(Codecs.generic(List.class, Turn.class))).isEqualTo("List<Turn>-nGY4aA");
        assertThat(typeOf(Codecs.generic(Map.class, String.class, Codecs.generic(List.class, Integer.class))))
                .isEqualTo("Map<String,List<-xUwhlw");
        assertThat(typeOf(Turn[].class)).isEqualTo("Turn[]-LxGjIg");
        assertThat(typeOf(Money.class)).isEqualTo("Money-EGKXQw");
    }

    @Test
    void idsOfFormatsAreStableAndTellTypesAndSchemasApart() {
        assertThat(Codecs.of(Customer.class).format().id()).hasSize(8);
        assertThat(EntryFormat.blob("User", "s1").id()).isEqualTo("peg5NxaL");
        assertThat(EntryFormat.fields("User", "s1", List.of("name")).id()).isEqualTo("peg5NxaL");
        assertThat(List.of(
                        EntryFormat.blob("User", "s1").id(),
                        EntryFormat.blob("User", "s2").id(),
                        EntryFormat.blob("Use", "rs1").id(),
                        EntryFormat.blob("Users1", "1").id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void schemaFingerprintsAreStable() {
        assertThat(schemaOf(Turn.class)).isEqualTo("9712682c70e0");
        assertThat(schemaOf(Everything.class)).isEqualTo("a892b23fdfcf");
        assertThat(schemaOf(Money.class)).isEqualTo("73d1b18f93d1");
        assertThat(schemaOf(Tree.class)).isEqualTo("177e68dc2ec1");
    }

    @Test
    void everyFormHasASchemaOfItsOwnAndTheTypeIdOfAll() {
        assertThat(Arrays.stream(Form.values())
                        .map(form -> form.of(Money.class).format().schema()))
                .containsExactly("73d1b18f93d1", "0be59d858acb", "de24eb939d83", "12acc5b1fae2");
        assertThat(Arrays.stream(Form.values())
                        .map(form -> form.of(Money.class).format().type()))
                .containsOnly("Money-EGKXQw");
        Type turns = Codecs.generic(List.class, Turn.class);
        assertThat(Form.CBOR.of(turns).format().schema()).isEqualTo(schemaOf(turns));
        assertThat(Form.DEFLATED_JSON.of(turns).format().schema()).isNotEqualTo(schemaOf(turns));
        assertThat(Form.DEFLATED_JSON.of(turns).format().schema())
                .isEqualTo(Form.DEFLATED_CBOR.of(turns).format().schema());
    }

    @Test
    void sizeFromWhichBlobsAreCompressedIsNotPartOfTheSchema() {
        CacheSettings later =
                Form.DEFLATED_JSON.settings().with().compressAbove(10_000).build();
        assertThat(Codecs.forCache(later).codecOf(Money.class).format().schema())
                .isEqualTo(Form.DEFLATED_JSON.of(Money.class).format().schema());
    }

    @Test
    void typesOfOneWireFormHaveDifferentIds() {
        assertThat(List.of(
                        typeOf(int.class),
                        typeOf(long.class),
                        typeOf(String.class),
                        typeOf(Codecs.generic(List.class, String.class)),
                        typeOf(Codecs.generic(Set.class, String.class)),
                        typeOf(Codecs.generic(List.class, Turn.class)),
                        typeOf(Codecs.generic(List.class, Customer.class))))
                .doesNotHaveDuplicates();
    }

    @Test
    void fingerprintDoesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            ResultCodecs codecs = new ResultCodecs(new EntitySchemas(List.of()), List.of());
            assertThat(codecs.codecOf(Everything.class).format().schema()).isEqualTo(schemaOf(Everything.class));
            assertThat(codecs.codecOf(Money.class).format().schema()).isEqualTo(schemaOf(Money.class));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void fingerprintDoesNotDependOnTheOrderOfAttributes() {
        assertThat(schema(item().andThen(with("a", Integer.class)).andThen(with("b", String.class))))
                .isEqualTo(schema(item().andThen(with("b", String.class)).andThen(with("a", Integer.class))));
    }

    @Test
    void fingerprintChangesWithEveryAttribute() {
        assertThat(List.of(
                        schema(item().andThen(with("a", Integer.class))),
                        schema(item().andThen(with("A", Integer.class))),
                        schema(item().andThen(with("a", Long.class))),
                        schema(item().andThen(with("a", String.class))),
                        schema(item().andThen(with("a", Instant.class))),
                        schema(item().andThen(with("a", Integer.class)).andThen(with("b", Integer.class)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void fingerprintChangesWithTheElementsAndDocumentsOfAnAttribute() {
        TableSchema<Item> plain = build(item().andThen(with("x", String.class)));
        TableSchema<Item> wider = build(item().andThen(with("x", String.class)).andThen(with("y", String.class)));

        assertThat(List.of(
                        schema(item().andThen(with("a", EnhancedType.listOf(String.class)))),
                        schema(item().andThen(with("a", EnhancedType.listOf(Integer.class)))),
                        schema(item().andThen(with("a", EnhancedType.documentOf(Item.class, plain)))),
                        schema(item().andThen(with("a", EnhancedType.documentOf(Item.class, wider)))),
                        schema(item().andThen(
                                        with("a", EnhancedType.listOf(EnhancedType.documentOf(Item.class, plain))))),
                        schema(item().andThen(
                                        with("a", EnhancedType.listOf(EnhancedType.documentOf(Item.class, wider)))))))
                .doesNotHaveDuplicates();
    }

    @Test
    void fingerprintOfAListIsThatOfItsEntity() {
        assertThat(schemaOf(Codecs.generic(List.class, Turn.class))).isEqualTo(schemaOf(Turn.class));
    }

    @Test
    void fingerprintChangesWithThePropertiesOfRecordsAndBeans() {
        assertThat(List.of(
                        schemaOf(First.class),
                        schemaOf(FirstWithB.class),
                        schemaOf(FirstOfLong.class),
                        schemaOf(FirstRenamed.class),
                        schemaOf(FirstNested.class),
                        schemaOf(SecondNested.class),
                        schemaOf(Codecs.generic(List.class, First.class)),
                        schemaOf(Codecs.generic(List.class, FirstWithB.class)),
                        schemaOf(Codecs.generic(Map.class, String.class, First.class)),
                        schemaOf(Codecs.generic(Map.class, String.class, FirstWithB.class))))
                .doesNotHaveDuplicates();
    }

    @Test
    void descriptionHoldsEverythingThatIsRead() {
        assertThat(describe(Tree.class))
                .isEqualTo(name("Tree") + "{8:children=java.util.List<" + name("Tree") + ">;5:value=int;}");
        assertThat(describe(Outer.class))
                .contains("4:name=java.lang.String;")
                .contains("4:size=" + name("Size") + "[LARGE, SMALL];");
        assertThat(describe(Shape.class))
                .isEqualTo("NAME(6:circle=" + name("Circle") + "{6:radius=int;};6:square=" + name("Square")
                        + "{4:side=int;};)");
        assertThat(describe(Holder.class))
                .startsWith(name("Holder") + "{4:last=java.util.Optional<entity{")
                .contains("6:number=N ");
    }

    private static String describe(Class<?> type) {
        EntitySchemas schemas = new EntitySchemas(List.of());
        var mapper = ValueMapper.create(ValueFormat.JSON, schemas, List.of());
        return JsonTypeInspection.describe(mapper, schemas, mapper.constructType(type));
    }

    private static String name(String type) {
        return EntryFormatTests.class.getName() + "$" + type;
    }

    private static String typeOf(java.lang.reflect.Type type) {
        return Codecs.of(type).format().type();
    }

    private static String schemaOf(java.lang.reflect.Type type) {
        return Codecs.of(type).format().schema();
    }

    private static Function<StaticTableSchema.Builder<Item>, StaticTableSchema.Builder<Item>> item() {
        return builder -> builder.newItemSupplier(Item::new);
    }

    private static <A> Function<StaticTableSchema.Builder<Item>, StaticTableSchema.Builder<Item>> with(
            String name, Class<A> type) {
        return with(name, EnhancedType.of(type));
    }

    @SuppressWarnings("unchecked")
    private static <A> Function<StaticTableSchema.Builder<Item>, StaticTableSchema.Builder<Item>> with(
            String name, EnhancedType<A> type) {
        return builder -> builder.addAttribute(
                type,
                attribute -> attribute
                        .name(name)
                        .getter(item -> (A) item.values.get(name))
                        .setter((item, value) -> item.values.put(name, value)));
    }

    private static TableSchema<Item> build(
            Function<StaticTableSchema.Builder<Item>, StaticTableSchema.Builder<Item>> attributes) {
        return attributes.apply(TableSchema.builder(Item.class)).build();
    }

    private static String schema(
            Function<StaticTableSchema.Builder<Item>, StaticTableSchema.Builder<Item>> attributes) {
        return new ResultCodecs(new EntitySchemas(List.of(build(attributes))), List.of())
                .codecOf(Item.class)
                .format()
                .schema();
    }

    static final class Item {
        private final Map<String, @Nullable Object> values = new HashMap<>();
    }

    record Money(String currency, long cents) {}

    record Tree(int value, List<Tree> children) {}

    record First(int a) {}

    record FirstWithB(int a, int b) {}

    record FirstOfLong(long a) {}

    record FirstRenamed(int b) {}

    record FirstNested(First first) {}

    record SecondNested(FirstWithB first) {}

    enum Size {
        SMALL,
        LARGE
    }

    static class Inner {
        public Size size = Size.SMALL;
    }

    static class Outer {
        public String name = "";

        @JsonUnwrapped
        public Inner inner = new Inner();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    interface Shape {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    record Holder(java.util.Optional<Turn> last) {}
}
