package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Everything;
import io.github.dynamocached.entities.Turn;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticTableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SchemaEntityKeysTests {

    private final SchemaEntityKeys keys = new SchemaEntityKeys(new EntitySchemas(List.of()));

    @Test
    void entitiesAndTheirSubclassesHaveKeys() {
        assertThat(keys.isEntity(Customer.class)).isTrue();
        assertThat(keys.isEntity(new Customer() {}.getClass())).isTrue();
        assertThat(keys.isEntity(String.class)).isFalse();
    }

    @Test
    void partitionKeyIsTheOnlyPartWithoutASortKey() {
        assertThat(keys.partsOf(Customer.ann())).isEqualTo(List.of("user123"));
    }

    @Test
    void sortKeyFollowsThePartitionKey() {
        assertThat(keys.partsOf(Turn.of("s1", 7, "text"))).isEqualTo(List.of("s1", new BigDecimal("7")));
    }

    @Test
    void binaryKeyIsBytes() {
        Everything item = new Everything();
        item.setId(SdkBytes.fromByteArray(new byte[] {1, -1}));

        assertThat(keys.partsOf(item)).hasSize(1).first().isEqualTo(new byte[] {1, -1});
    }

    @Test
    void subclassHasTheKeyOfItsEntity() {
        Customer proxy = new Customer() {};
        proxy.setId("a");

        assertThat(keys.partsOf(proxy)).isEqualTo(List.of("a"));
    }

    @Test
    void keyIsWhatDynamoDbHolds() {
        SchemaEntityKeys converted = new SchemaEntityKeys(new EntitySchemas(List.of(schemaOfPlain(attribute ->
                attribute.attributeConverter(new Prefixed()).tags(StaticAttributeTags.primaryPartitionKey())))));

        assertThat(converted.partsOf(new Plain("123"))).isEqualTo(List.of("USER#123"));
    }

    @Test
    void keyOfTheEnhancedClientHasThePartsOfItsItem() {
        Key ofTurn = Key.builder().partitionValue("s1").sortValue(7).build();
        Key ofCustomer = Key.builder().partitionValue("user123").build();
        Key ofBytes = Key.builder()
                .partitionValue(SdkBytes.fromByteArray(new byte[] {1, -1}))
                .build();

        assertThat(keys.isEntity(Key.class)).isTrue();
        assertThat(keys.countOf(Key.class)).isZero();
        assertThat(keys.partsOf(ofTurn)).isEqualTo(keys.partsOf(Turn.of("s1", 7, "text")));
        assertThat(keys.partsOf(ofCustomer)).isEqualTo(keys.partsOf(Customer.ann()));
        assertThat(keys.partsOf(ofBytes)).hasSize(1).first().isEqualTo(new byte[] {1, -1});
    }

    @Test
    void keyOfSeveralAttributesHasAPartForEach() {
        Key ofIndex = Key.builder()
                .partitionValues(List.of(AttributeValue.fromS("acme"), AttributeValue.fromS("eu")))
                .sortValues(List.of(AttributeValue.fromN("2026"), AttributeValue.fromS("open")))
                .build();

        assertThat(keys.partsOf(ofIndex)).isEqualTo(List.of("acme", "eu", new BigDecimal("2026"), "open"));
    }

    @Test
    void keyWithAValueThatIsNoneIsRefused() {
        Key ofNull = Key.builder()
                .partitionValue("secret")
                .sortValue(AttributeValue.fromBool(true))
                .build();

        assertThatThrownBy(() -> keys.partsOf(ofNull))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A Key of the enhanced client has a value that is not a String, a number or bytes."
                        + " DynamoDB has no other keys: build it from one of these.");
    }

    @Test
    void missingKeyAttributeIsNamed() {
        assertThatThrownBy(() -> keys.partsOf(new Customer()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage("The key attribute 'id' of io.github.dynamocached.entities.Customer is not a String, a"
                        + " number or bytes. Set it before the entity is evicted, or name the key in the"
                        + " annotation.");
    }

    @Test
    void entityWithoutAPartitionKeyIsNamed() {
        SchemaEntityKeys keyless = new SchemaEntityKeys(new EntitySchemas(List.of(schemaOfPlain(attribute -> {}))));

        assertThatThrownBy(() -> keyless.partsOf(new Plain("secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Plain.class.getName() + " has no partition key. Annotate one of its attributes with"
                        + " @DynamoDbPartitionKey, or name the key in the annotation.");
    }

    @Test
    void objectThatIsNoEntityIsRefused() {
        assertThatThrownBy(() -> keys.partsOf("secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.String is not an entity, so it has no key. Annotate it with @DynamoDbBean or"
                        + " @DynamoDbImmutable, define a TableSchema bean for it, or name the key in the"
                        + " annotation.");
    }

    private static TableSchema<Plain> schemaOfPlain(
            java.util.function.Consumer<
                            software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttribute.Builder<Plain, String>>
                    further) {
        return StaticTableSchema.builder(Plain.class)
                .newItemSupplier(() -> new Plain(""))
                .addAttribute(String.class, attribute -> {
                    attribute.name("id").getter(plain -> plain.id).setter((plain, id) -> plain.id = id);
                    further.accept(attribute);
                })
                .build();
    }

    static final class Plain {

        private String id;

        Plain(String id) {
            this.id = id;
        }
    }

    /** Stores an id with a prefix. */
    static final class Prefixed implements AttributeConverter<String> {

        @Override
        public AttributeValue transformFrom(@Nullable String id) {
            return AttributeValue.fromS("USER#" + id);
        }

        @Override
        public String transformTo(AttributeValue value) {
            return value.s().substring("USER#".length());
        }

        @Override
        public EnhancedType<String> type() {
            return EnhancedType.of(String.class);
        }

        @Override
        public AttributeValueType attributeValueType() {
            return AttributeValueType.S;
        }
    }
}
