package io.github.dynamocached.entities;

import java.lang.invoke.MethodHandles;
import java.util.concurrent.Callable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.BeanTableSchemaParams;
import software.amazon.awssdk.enhanced.dynamodb.mapper.ImmutableTableSchemaParams;

/** An application that makes its schemas as the AWS SDK says for class loaders of its own, and writes and reads. */
public class Shop implements Callable<Boolean> {

    /** Whether everything comes back as it was written. */
    @Override
    public Boolean call() {
        return isKept(
                        TableSchema.fromBean(BeanTableSchemaParams.builder(Customer.class)
                                .lookup(MethodHandles.lookup())
                                .build()),
                        Customer.ann())
                && isKept(
                        TableSchema.fromImmutableClass(ImmutableTableSchemaParams.builder(Turn.class)
                                .lookup(MethodHandles.lookup())
                                .build()),
                        Turn.of("s", 1, "text"))
                && isKept(
                        TableSchema.fromBean(BeanTableSchemaParams.builder(Everything.class)
                                .lookup(MethodHandles.lookup())
                                .build()),
                        Everything.nested());
    }

    private static <T> boolean isKept(TableSchema<T> schema, T entity) {
        return schema.mapToItem(schema.itemToMap(entity, true)).equals(entity);
    }
}
