package io.github.dynamocached.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.entities.Vip;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;

class EntitySchemasTests {

    private final EntitySchemas schemas = new EntitySchemas(List.of());

    @Test
    void annotatedClassesAreEntities() {
        assertThat(schemas.isEntity(Customer.class)).isTrue();
        assertThat(schemas.isEntity(Turn.class)).isTrue();
        assertThat(schemas.isEntity(Vip.class)).isTrue();
        assertThat(schemas.isEntity(String.class)).isFalse();
        assertThat(schemas.isEntity(Unmarked.class)).isFalse();
    }

    @Test
    void schemaOfAnAnnotatedClassIsBuiltOnce() {
        assertThat(schemas.schemaOf(Customer.class)).isSameAs(schemas.schemaOf(Customer.class));
        assertThat(schemas.schemaOf(Customer.class).attributeNames()).contains("id", "@handle");
        assertThat(schemas.schemaOf(Turn.class).attributeNames())
                .containsExactlyInAnyOrder("session", "number", "text");
    }

    @Test
    void schemaGivenByTheApplicationGoesBeforeAnnotations() {
        TableSchema<Customer> given = TableSchema.builder(Customer.class)
                .newItemSupplier(Customer::new)
                .addAttribute(
                        String.class,
                        attribute ->
                                attribute.name("pk").getter(Customer::getId).setter(Customer::setId))
                .build();

        assertThat(new EntitySchemas(List.of(given)).schemaOf(Customer.class)).isSameAs(given);
    }

    @Test
    void annotationsAreRefusedWhereNoClassCanBeMade() {
        TableSchema<Unmarked> given = TableSchema.builder(Unmarked.class)
                .newItemSupplier(Unmarked::new)
                .build();
        EntitySchemas inNativeImage = new EntitySchemas(List.of(given), true);

        assertThat(inNativeImage.schemaOf(Unmarked.class)).isSameAs(given);
        assertThatThrownBy(() -> inNativeImage.schemaOf(Customer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The AWS SDK cannot make a TableSchema from the annotations of " + Customer.class.getName()
                        + " in a native image. Define a TableSchema bean for the class, made with"
                        + " StaticTableSchema.builder.");
    }

    @Test
    void classWithAGivenSchemaIsAnEntityWithoutAnnotations() {
        TableSchema<Unmarked> given = TableSchema.builder(Unmarked.class)
                .newItemSupplier(Unmarked::new)
                .build();
        EntitySchemas withGiven = new EntitySchemas(List.of(given, given));

        assertThat(withGiven.isEntity(Unmarked.class)).isTrue();
        assertThat(withGiven.schemaOf(Unmarked.class)).isSameAs(given);
    }

    @Test
    void twoSchemasOfOneClassAreRefused() {
        List<TableSchema<Turn>> two =
                List.of(TableSchema.fromImmutableClass(Turn.class), TableSchema.fromImmutableClass(Turn.class));
        List<TableSchema<?>> different = new ArrayList<>(two);
        different.set(
                1,
                TableSchema.builder(Turn.class, Turn.Builder.class)
                        .newItemBuilder(Turn::builder, Turn.Builder::build)
                        .build());

        assertThatThrownBy(() -> new EntitySchemas(different))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two TableSchema beans describe io.github.dynamocached.entities.Turn. Keep only one of"
                        + " them.");
    }

    @Test
    void subclassBelongsToTheNearestEntity() {
        assertThat(schemas.entityOf(Customer.class)).contains(Customer.class);
        assertThat(schemas.entityOf(new Customer() {}.getClass())).contains(Customer.class);
        assertThat(schemas.entityOf(new Vip() {}.getClass())).contains(Vip.class);
        assertThat(schemas.entityOf(Generated.class)).contains(Described.class);
        assertThat(schemas.entityOf(String.class)).isEmpty();
    }

    @Test
    void classThatIsNoEntityHasNoSchema() {
        assertThatThrownBy(() -> schemas.schemaOf(Unmarked.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(Unmarked.class.getName()
                        + " is not an entity. Annotate it with @DynamoDbBean or @DynamoDbImmutable, or define a"
                        + " TableSchema bean for it.");
    }

    @Test
    void annotationsThatMakeNoSchemaAreNamed() {
        assertThatThrownBy(() -> schemas.schemaOf(Broken.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The annotations of " + Broken.class.getName()
                        + " do not make a TableSchema; the cause says why. Correct them, or define a TableSchema"
                        + " bean for the class.")
                .hasCauseInstanceOf(RuntimeException.class);
    }

    @Test
    void manyThreadsSeeOneSchema() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<TableSchema<Customer>>> found = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                found.add(threads.submit(() -> schemas.schemaOf(Customer.class)));
            }
            for (Future<TableSchema<Customer>> schema : found) {
                assertThat(schema.get()).isSameAs(schemas.schemaOf(Customer.class));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    static class Unmarked {}

    /** No constructor that the enhanced client could call. */
    @DynamoDbBean
    static class Broken {

        private final String id;

        Broken(String id) {
            this.id = id;
        }

        public String getId() {
            return id;
        }
    }

    /** An interface whose implementation is generated. */
    @DynamoDbImmutable(builder = Turn.Builder.class)
    interface Described {}

    static class Generated implements Described {}
}
