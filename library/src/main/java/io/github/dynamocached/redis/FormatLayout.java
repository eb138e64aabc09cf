package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/**
 * What the store derives from a format once: its id as bytes, the names of its fields, and the arguments of its {@code HMGET} in the slot that it is read from without any variant of its own, complete but for the key.
 */
final class FormatLayout {

    private static final int FIRST_FIELD = 2;

    private final boolean isBlob;
    private final byte[] id;
    private final Object[] fields;
    private final @Nullable FormatLayout projection;
    private final String usualVariant;
    private final Object[] usual;
    private final Object[] usualAndLease;

    FormatLayout(EntryFormat format) {
        EntryFormat ofEntity = format.projection();
        this.isBlob = format.isBlob();
        this.id = format.id().getBytes(UTF_8);
        this.fields = format.fields().stream().map(name -> name.getBytes(UTF_8)).toArray();
        this.projection = ofEntity == null ? null : new FormatLayout(ofEntity);
        this.usualVariant = isBlob ? format.type() : Slot.ENTITY;
        this.usual = names(usualVariant, false);
        this.usualAndLease = names(usualVariant, true);
    }

    /** What names the format in a stamp. */
    byte[] id() {
        return id;
    }

    /** The number of fields of an encoded value that is stored. */
    int size() {
        return isBlob ? 1 : fields.length;
    }

    /** The fields of the entity that the value can be made of too, null if there are none. */
    @Nullable
    FormatLayout projection() {
        return projection;
    }

    /**
     * The arguments of the {@code HMGET} of a slot: key, stamp, the fields of the value, stamp and fields of the
     * projection if there is one and, if asked for, the lease.
     */
    Object[] readArguments(String key, String variant, boolean lease) {
        Object[] arguments =
                variant.equals(usualVariant) ? (lease ? usualAndLease : usual).clone() : names(variant, lease);
        arguments[0] = key;
        return arguments;
    }

    private Object[] names(String variant, boolean lease) {
        int end = FIRST_FIELD + size();
        int endOfProjection = projection == null ? end : end + 1 + projection.size();
        Object[] names = new Object[lease ? endOfProjection + 1 : endOfProjection];
        names[0] = "";
        names[1] = KeyNames.stamp(variant);
        copyFields(variant, names, FIRST_FIELD);
        if (projection != null) {
            names[end] = KeyNames.stamp(Slot.ENTITY);
            projection.copyFields(Slot.ENTITY, names, end + 1);
        }
        if (lease) {
            names[endOfProjection] = KeyNames.lease(variant);
        }
        return names;
    }

    /** Puts the names of the fields of a value into an array. */
    void copyFields(String variant, Object[] target, int position) {
        if (isBlob) {
            target[position] = KeyNames.value(variant);
        } else {
            System.arraycopy(fields, 0, target, position, fields.length);
        }
    }

    /** Puts names and bytes of the fields that a value has into an array, and returns the end of what it put there. */
    int copyPresent(String variant, byte[] @Nullable [] values, Object[] target, int position) {
        int end = position;
        for (int i = 0; i < values.length; i++) {
            byte[] bytes = values[i];
            if (bytes != null) {
                target[end++] = isBlob ? KeyNames.value(variant) : fields[i];
                target[end++] = bytes;
            }
        }
        return end;
    }
}
