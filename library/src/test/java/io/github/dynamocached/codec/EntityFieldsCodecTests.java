package io.github.dynamocached.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.ValueCodecException;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Everything;
import io.github.dynamocached.entities.Labelled;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.entities.Vip;
import io.github.dynamocached.store.ValueCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;

class EntityFieldsCodecTests {

    private static final String CANNOT_BE_DECODED =
            "A value of type io.github.dynamocached.entities.Customer cannot be decoded: ";

    private final ValueCodec customers = Codecs.of(Customer.class);

    @Test
    void scalarsReadAsThemselvesInTheirFields() {
        assertThat(Codecs.fields(customers, Customer.ann()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "id", "user123",
                        "name", "Ann Ænglish",
                        "visits", "42",
                        "active", "true",
                        "since", "2026-01-02T03:04:05.678Z",
                        "@@handle", "@ann"));
    }

    @Test
    void formatHasOneFieldPerAttributeAndOneForTheRest() {
        assertThat(customers.format().fields())
                .containsExactly("@@handle", "active", "id", "name", "since", "visits", "@r");
        assertThat(customers.format()).isSameAs(Codecs.of(Customer.class).format());
    }

    @Test
    void entityComesBackEqualAndNew() {
        byte[] @Nullable [] encoded = customers.encode(Customer.ann());

        assertThat(customers.decode(encoded)).isEqualTo(Customer.ann()).isNotSameAs(customers.decode(encoded));
    }

    @Test
    void immutableEntityComesBackEqual() {
        Turn turn = Turn.of("s1", 7, "");

        assertThat(Codecs.fields(Codecs.of(Turn.class), turn))
                .containsExactlyInAnyOrderEntriesOf(Map.of("session", "s1", "number", "7", "text", ""));
        assertThat(Codecs.roundTrip(Codecs.of(Turn.class), turn)).isEqualTo(turn);
    }

    @Test
    void allTenTypesComeBackEqualAlsoWhenNested() {
        Everything item = Everything.nested();

        assertThat(Codecs.roundTrip(Codecs.of(Everything.class), item)).isEqualTo(item);
    }

    @Test
    void attributeWithoutAValueHasNoField() {
        Customer customer = Customer.ann();
        customer.setName(null);
        customer.setVisits(null);

        assertThat(Codecs.fields(customers, customer)).doesNotContainKeys("name", "visits");
        assertThat(Codecs.roundTrip(customers, customer)).isEqualTo(customer);
    }

    @Test
    void removedAttributeDoesNotSurvive() {
        byte[] @Nullable [] before = customers.encode(Customer.ann());
        Customer changed = (Customer) customers.decode(before);
        changed.setHandle(null);

        assertThat(customers.decode(customers.encode(changed)))
                .extracting("handle", "name")
                .containsExactly(null, "Ann Ænglish");
    }

    @Test
    void nullAttributeIsAnotherThingThanAMissingOne() {
        byte[] @Nullable [] withNull = Codecs.encoded(customers, Map.of("id", "a", "name", "null"));
        byte[] @Nullable [] withText = Codecs.encoded(customers, Map.of("id", "a", "name", "'null"));
        byte[] @Nullable [] withEmpty = Codecs.encoded(customers, Map.of("id", "a", "name", ""));

        assertThat(((Customer) customers.decode(withNull)).getName()).isNull();
        assertThat(((Customer) customers.decode(withText)).getName()).isEqualTo("null");
        assertThat(((Customer) customers.decode(withEmpty)).getName()).isEmpty();
    }

    @Test
    void documentKeepsNullAndMissingApart() {
        TableSchema<EnhancedDocument> schema = TableSchema.documentSchemaBuilder()
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .build();
        ValueCodec codec =
                new ResultCodecs(new EntitySchemas(List.of(schema)), List.of()).codecOf(EnhancedDocument.class);
        EnhancedDocument document = EnhancedDocument.builder()
                .attributeConverterProviders(AttributeConverterProvider.defaultProvider())
                .putString("id", "1")
                .putNull("gone")
                .build();

        EnhancedDocument decoded = (EnhancedDocument) Codecs.roundTrip(codec, document);

        assertThat(decoded.isNull("gone")).isTrue();
        assertThat(decoded.isPresent("missing")).isFalse();
        assertThat(decoded.getString("id")).isEqualTo("1");
    }

    @Test
    void attributesOfAFlattenedMapLieTogether() {
        Labelled labelled = new Labelled();
        labelled.setId("l1");
        labelled.setLabels(Map.of("colour", "red", "@x", "1", "empty", ""));
        ValueCodec codec = Codecs.of(Labelled.class);

        assertThat(Codecs.fields(codec, labelled))
                .containsExactlyInAnyOrderEntriesOf(Map.of("id", "l1", "@r", "{2:@x2:'16:colour3:red5:empty0:"));
        assertThat(((Labelled) Codecs.roundTrip(codec, labelled)).getLabels())
                .isEqualTo(Map.of("colour", "red", "@x", "1", "empty", ""));
    }

    @Test
    void flattenedMapWithoutEntriesNeedsNoField() {
        Labelled labelled = new Labelled();
        labelled.setId("l1");

        assertThat(Codecs.fields(Codecs.of(Labelled.class), labelled)).isEqualTo(Map.of("id", "l1"));
    }

    @Test
    void itemOfFiveThousandAttributesComesBack() {
        Map<String, Integer> item = new HashMap<>();
        StaticTableSchema.Builder<Wide> schema = TableSchema.builder(Wide.class).newItemSupplier(Wide::new);
        for (int i = 0; i < 5_000; i++) {
            String name = "attribute" + i;
            item.put(name, i);
            schema.addAttribute(
                    Integer.class,
                    attribute -> attribute
                            .name(name)
                            .getter(wide -> wide.values.get(name))
                            .setter((wide, value) -> wide.values.put(name, value)));
        }
        ValueCodec codec = new ResultCodecs(new EntitySchemas(List.of(schema.build())), List.of()).codecOf(Wide.class);
        Wide wide = new Wide();
        wide.values.putAll(item);

        assertThat(codec.format().fields()).hasSize(5_001);
        assertThat(((Wide) Codecs.roundTrip(codec, wide)).values).isEqualTo(item);
    }

    @Test
    void entityWithoutAnyAttributeIsNotStored() {
        assertThatThrownBy(() -> customers.encode(new Customer()))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage("A value of type io.github.dynamocached.entities.Customer cannot be encoded: An instance of"
                        + " io.github.dynamocached.entities.Customer without any attribute is not stored.");
    }

    @Test
    void entityOfASubclassWithASchemaOfItsOwnIsNotStored() {
        assertThatThrownBy(() -> customers.encode(new Vip()))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage("A value of type io.github.dynamocached.entities.Customer cannot be encoded: An instance"
                        + " of io.github.dynamocached.entities.Vip is not stored as"
                        + " io.github.dynamocached.entities.Customer, because the state of its own class would be"
                        + " lost.");
    }

    @Test
    void anonymousSubclassIsStoredAsItsEntity() {
        Customer proxy = new Customer() {};
        proxy.setId("a");

        assertThat(Codecs.fields(customers, proxy)).isEqualTo(Map.of("id", "a"));
    }

    @Test
    void valueOfAnotherClassIsNotStored() {
        assertThatThrownBy(() -> customers.encode("text"))
                .isInstanceOf(ValueCodecException.class)
                .hasMessageStartingWith("A value of type io.github.dynamocached.entities.Customer cannot be encoded:");
    }

    @Test
    void noFieldsAreNoEntity() {
        assertThatThrownBy(() -> customers.decode(Codecs.encoded(customers, Map.of())))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage(
                        CANNOT_BE_DECODED + "The item has no attribute of io.github.dynamocached.entities.Customer.");
    }

    @Test
    void missingRequiredAttributeOfAnImmutableIsNoForeignException() {
        ValueCodec turns = Codecs.of(Turn.class);

        assertThatThrownBy(() -> turns.decode(Codecs.encoded(turns, Map.of("session", "secret-session"))))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessage("A value of type io.github.dynamocached.entities.Turn cannot be decoded:"
                        + " java.lang.NullPointerException.");
    }

    @Test
    void valueInAnExceptionOfAConverterStaysOutOfTheMessage() {
        byte[] @Nullable [] wrongType = Codecs.encoded(customers, Map.of("id", "a", "visits", "secret-visits"));

        assertThatThrownBy(() -> customers.decode(wrongType))
                .isInstanceOf(ValueCodecException.class)
                .hasNoCause()
                .hasMessage(CANNOT_BE_DECODED + "java.lang.NumberFormatException.");
    }

    @Test
    void attributeOfTheSchemaAmongTheOthersIsRefused() {
        byte[] @Nullable [] spoilt = Codecs.encoded(customers, Map.of("id", "a", "@r", "{4:name3:Bob"));

        assertThatThrownBy(() -> customers.decode(spoilt))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage(CANNOT_BE_DECODED + "An attribute of the schema lies among the others.");
    }

    @Test
    void anotherNumberOfFieldsIsRefused() {
        assertThatThrownBy(() -> customers.decode(new byte[2][]))
                .isInstanceOf(ValueCodecException.class)
                .hasMessage(CANNOT_BE_DECODED + "There are 2 fields instead of 7.");
    }

    /** An item of any width. */
    static final class Wide {

        private final Map<String, Integer> values = new HashMap<>();
    }
}
