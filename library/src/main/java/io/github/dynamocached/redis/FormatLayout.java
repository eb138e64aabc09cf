package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.cache.EntryFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the store derives from a format once: its type and schema as bytes, and the arguments of its {@code HMGET} in the
 * slot of the empty variant, complete but for the key.
 */
final class FormatLayout {

    private static final int FIRST_FIELD = 2;

    private final boolean isBlob;
    private final byte[] type;
    private final byte[] schema;
    private final Object[] ofEntity;
    private final Object[] ofEntityAndLease;

    FormatLayout(EntryFormat format) {
        this.isBlob = format.isBlob();
        this.type = format.type().getBytes(UTF_8);
        this.schema = format.schema().getBytes(UTF_8);
        this.ofEntity = new Object[FIRST_FIELD + format.size()];
        ofEntity[1] = FieldNames.stamp("").getBytes(UTF_8);
        for (int i = 0; i < format.size(); i++) {
            String name = isBlob ? FieldNames.value("") : format.fields().get(i);
            ofEntity[FIRST_FIELD + i] = name.getBytes(UTF_8);
        }
        this.ofEntityAndLease = Arrays.copyOf(ofEntity, ofEntity.length + 1);
        ofEntityAndLease[ofEntity.length] = FieldNames.lease("").getBytes(UTF_8);
    }

    byte[] type() {
        return type;
    }

    byte[] schema() {
        return schema;
    }

    /** The number of fields of an encoded value. */
    int size() {
        return ofEntity.length - FIRST_FIELD;
    }

    /** The arguments of the {@code HMGET} of a slot: key, stamp, the fields of the value and, if asked for, the lease. */
    Object[] readArguments(String key, String variant, boolean lease) {
        Object[] arguments = (lease ? ofEntityAndLease : ofEntity).clone();
        arguments[0] = key;
        if (!variant.isEmpty()) {
            arguments[1] = FieldNames.stamp(variant);
            copyFields(variant, arguments, FIRST_FIELD);
            if (lease) {
                arguments[arguments.length - 1] = FieldNames.lease(variant);
            }
        }
        return arguments;
    }

    /** Puts the names of the fields of a value into an array. */
    void copyFields(String variant, Object[] target, int position) {
        if (isBlob && !variant.isEmpty()) {
            target[position] = FieldNames.value(variant);
        } else {
            System.arraycopy(ofEntity, FIRST_FIELD, target, position, size());
        }
    }

    /** Puts names and bytes of the fields that a value has into an array, and returns the end of what it put there. */
    int copyPresent(String variant, byte[] @Nullable [] fields, Object[] target, int position) {
        int end = position;
        for (int i = 0; i < fields.length; i++) {
            byte[] bytes = fields[i];
            if (bytes != null) {
                target[end++] = isBlob ? FieldNames.value(variant) : ofEntity[FIRST_FIELD + i];
                target[end++] = bytes;
            }
        }
        return end;
    }
}
