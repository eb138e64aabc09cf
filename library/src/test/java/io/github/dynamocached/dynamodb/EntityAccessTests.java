package io.github.dynamocached.dynamodb;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.entities.ChildFirstClassLoader;
import io.github.dynamocached.entities.Customer;
import io.github.dynamocached.entities.Everything;
import io.github.dynamocached.entities.Shop;
import io.github.dynamocached.entities.Turn;
import io.github.dynamocached.store.EntityKeys;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Applications whose classes are of a class loader that asks its parent last, and the parent has the same classes. */
class EntityAccessTests {

    private final ChildFirstClassLoader application = new ChildFirstClassLoader();

    private Class<?> classOf(Class<?> type) throws ClassNotFoundException {
        Class<?> own = application.loadClass(type.getName());
        assertThat(own).isNotSameAs(type);
        return own;
    }

    private boolean shopWritesAndReads() throws Exception {
        return (Boolean) ((Callable<?>) classOf(Shop.class).getConstructor().newInstance()).call();
    }

    @Test
    void applicationWritesAndReadsWithItsOwnSchemas() throws Exception {
        assertThat(shopWritesAndReads()).isTrue();
    }

    @Test
    void applicationWritesAndReadsAfterOursWereMadeFirst() throws Exception {
        EntitySchemas schemas = new EntitySchemas(List.of());
        for (Class<?> type : List.of(Customer.class, Turn.class, Everything.class)) {
            assertThat(schemas.schemaOf(classOf(type)).itemType().rawClass()).isSameAs(classOf(type));
        }

        assertThat(shopWritesAndReads()).isTrue();
    }

    @Test
    void everyApplicationHasItsOwnWhenSeveralStartOneAfterTheOther() throws Exception {
        for (int restart = 0; restart < 3; restart++) {
            EntityAccessTests restarted = new EntityAccessTests();
            restarted.applicationWritesAndReadsAfterOursWereMadeFirst();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Customer.class, Turn.class, Everything.class})
    void oursReadAndWriteToo(Class<?> type) throws Exception {
        assertKept(new EntitySchemas(List.of()).schemaOf(classOf(type)), itemOf(type));
    }

    @Test
    void keysAreReadFromEntities() throws Exception {
        EntityKeys keys = new SchemaEntityKeys(new EntitySchemas(List.of()));
        Object ann = classOf(Customer.class).getMethod("ann").invoke(null);

        assertThat(keys.partsOf(ann)).containsExactly("user123");
    }

    @Test
    void accessIsFullAndToTheOwnClassLoader() throws Exception {
        for (Class<?> type : List.of(classOf(Customer.class), classOf(Turn.class), Customer.class, Hidden.class)) {
            Lookup access = requireNonNull(EntityAccess.to(type));

            assertThat(access.hasFullPrivilegeAccess()).isTrue();
            assertThat(access.lookupClass().getClassLoader()).isSameAs(type.getClassLoader());
        }
        assertThat(EntityAccess.to(String.class)).isNull();
    }

    private static final class Hidden {}

    private static Map<String, AttributeValue> itemOf(Class<?> type) {
        if (type == Turn.class) {
            return TableSchema.fromImmutableClass(Turn.class).itemToMap(Turn.of("s", 1, "text"), true);
        }
        return type == Customer.class
                ? TableSchema.fromBean(Customer.class).itemToMap(Customer.ann(), true)
                : TableSchema.fromBean(Everything.class).itemToMap(Everything.nested(), true);
    }

    private static <T> void assertKept(TableSchema<T> schema, Map<String, AttributeValue> item) {
        assertThat(schema.itemToMap(schema.mapToItem(item), true)).isEqualTo(item);
    }
}
