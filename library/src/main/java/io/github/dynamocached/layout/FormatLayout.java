package io.github.dynamocached.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import org.jspecify.annotations.Nullable;

/**
 * What the store derives from a format once: its id as bytes, the names of its fields, and what a read asks for in the slot
 * that it is read from without any variant of its own.
 */
public final class FormatLayout {

    private static final int FIRST_FIELD = 2;

    private final boolean isBlob;
    private final byte[] id;
    private final Object[] fields;
    private final @Nullable FormatLayout projection;
    private final String usualVariant;
    private final ReadNames usual;
    private final ReadNames usualAndLease;

    /**
     * The layout of a format.
     *
     * @param format the format
     */
    public FormatLayout(EntryFormat format) {
        EntryFormat ofEntity = format.projection();
        this.isBlob = format.isBlob();
        this.id = format.id().getBytes(UTF_8);
        this.fields = format.fields().stream().map(name -> name.getBytes(UTF_8)).toArray();
        this.projection = ofEntity == null ? null : new FormatLayout(ofEntity);
        this.usualVariant = isBlob ? format.type() : Slot.ENTITY;
        this.usual = new ReadNames(readArguments("", usualVariant, false));
        this.usualAndLease = new ReadNames(readArguments("", usualVariant, true));
    }

    /**
     * What names the format in a stamp.
     *
     * @return the id; do not change the array
     */
    public byte[] id() {
        return id;
    }

    /**
     * The number of fields of an encoded value that is stored.
     *
     * @return the number of fields
     */
    public int size() {
        return isBlob ? 1 : fields.length;
    }

    /**
     * The fields of the entity that the value can be made of too, null if there are none.
     *
     * @return their layout, or null
     */
    @Nullable
    public FormatLayout projection() {
        return projection;
    }

    /**
     * What a read of a slot asks for.
     *
     * @param variant the variant of the slot
     * @param lease whether the lease is asked for
     * @return the names
     */
    public ReadNames readNames(String variant, boolean lease) {
        if (variant.equals(usualVariant)) {
            return lease ? usualAndLease : usual;
        }
        return new ReadNames(readArguments("", variant, lease));
    }

    /**
     * The arguments of the {@code HMGET} of a slot: key, stamp, the fields of the value, stamp and fields of the
     * projection if there is one and, if asked for, the lease.
     *
     * @param key the name of the hash
     * @param variant the variant of the slot
     * @param lease whether the lease is asked for
     * @return the arguments, as texts or bytes
     */
    public Object[] readArguments(String key, String variant, boolean lease) {
        int end = FIRST_FIELD + size();
        int endOfProjection = projection == null ? end : end + 1 + projection.size();
        Object[] arguments = new Object[lease ? endOfProjection + 1 : endOfProjection];
        arguments[0] = key;
        arguments[1] = KeyNames.stamp(variant);
        copyFields(variant, arguments, FIRST_FIELD);
        if (projection != null) {
            arguments[end] = KeyNames.stamp(Slot.ENTITY);
            projection.copyFields(Slot.ENTITY, arguments, end + 1);
        }
        if (lease) {
            arguments[endOfProjection] = KeyNames.lease(variant);
        }
        return arguments;
    }

    /**
     * Puts the names of the fields of a value into an array.
     *
     * @param variant the variant of the slot
     * @param target the array
     * @param position where the first name goes
     */
    public void copyFields(String variant, Object[] target, int position) {
        if (isBlob) {
            target[position] = KeyNames.value(variant);
        } else {
            System.arraycopy(fields, 0, target, position, fields.length);
        }
    }

    /**
     * Puts names and bytes of the fields that a value has into an array, and returns the end of what it put there.
     *
     * @param variant the variant of the slot
     * @param values the bytes of each field, null for one that the value does not have
     * @param target the array
     * @param position where the first name goes
     * @return the position after the last bytes
     */
    public int copyPresent(String variant, byte[] @Nullable [] values, Object[] target, int position) {
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
