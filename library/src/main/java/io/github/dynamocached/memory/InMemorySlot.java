package io.github.dynamocached.memory;

import io.github.dynamocached.Freshness;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Slot;
import io.github.dynamocached.store.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One slot of a hash of the fake, as readers and scripts see it. */
record InMemorySlot(InMemoryValue value, String variant) {

    static InMemorySlot of(InMemoryValue value, String variant) {
        return new InMemorySlot(value, variant);
    }

    static void requireLayout(Slot slot, EntryFormat format) {
        if (!format.isBlob() && !slot.variant().isEmpty()) {
            throw new IllegalArgumentException("The layout of fields belongs to the slot of the empty variant");
        }
    }

    static String stampField(String variant) {
        return variant.isEmpty() ? "@x" : "@x:" + variant;
    }

    static String leaseField(String variant) {
        return variant.isEmpty() ? "@l" : "@l:" + variant;
    }

    static String changesField(String variant) {
        return variant.isEmpty() ? "@m" : "@m:" + variant;
    }

    static String valueField(String variant, EntryFormat format, int index) {
        return format.isBlob() ? "@v:" + variant : format.fields().get(index);
    }

    /** What a read finds: the value of the slot, or that part of the entity which stands for it and is fresher. */
    StoredEntry read(EntryFormat format, InMemoryServer server, boolean lease) {
        boolean leased = lease && leaseLeft(server) > 0;
        EntryFormat part = format.projection();
        StoredEntry own = entry(format, server, leased);
        return part == null ? own : better(own, of(value, Slot.ENTITY).entry(part, server, leased));
    }

    private static StoredEntry better(StoredEntry own, StoredEntry entity) {
        int order = entity.freshness().compareTo(own.freshness());
        boolean isBetter = order < 0 || (order == 0 && entity.ageMillis() < own.ageMillis());
        return isBetter && entity.freshness() != Freshness.NONE ? asPart(entity) : own;
    }

    private static StoredEntry asPart(StoredEntry entity) {
        byte[] @Nullable [] fields = entity.fields();
        byte[] @Nullable [] shifted = new byte[fields.length == 0 ? 0 : fields.length + 1][];
        System.arraycopy(fields, 0, shifted, shifted.length - fields.length, fields.length);
        return StoredEntry.ofProjection(
                entity.freshness(),
                entity.isNegative(),
                entity.ageMillis(),
                entity.freshMillis(),
                entity.loadMillis(),
                entity.halfUnits(),
                entity.stamp().getBytes(StandardCharsets.UTF_8),
                shifted,
                entity.isLeased());
    }

    /** The value of this slot alone, judged by the read rule. */
    StoredEntry entry(EntryFormat format, InMemoryServer server, boolean leased) {
        InMemoryStamp stamp = InMemoryStamp.parse(value.text(stampField(variant)));
        long now = server.now();
        if (stamp == null
                || stamp.isDead(now, server.start())
                || !stamp.format().equals(format.id())) {
            return StoredEntry.none(leased);
        }
        byte[] @Nullable [] fields = new byte[format.size()][];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = value.fields.get(valueField(variant, format, i));
        }
        if (stamp.negative() && Arrays.stream(fields).anyMatch(Objects::nonNull)) {
            return StoredEntry.none(leased);
        }
        long age = Math.max(0, now - stamp.filled());
        return StoredEntry.found(
                stamp.freshness(now),
                stamp.negative(),
                age,
                stamp.fresh() - now,
                stamp.load(),
                stamp.cost(),
                stamp.text().getBytes(StandardCharsets.UTF_8),
                stamp.negative() ? new byte[0][] : fields,
                leased);
    }

    private long leaseLeft(InMemoryServer server) {
        InMemoryLease lease = InMemoryLease.parse(value.text(leaseField(variant)));
        return lease == null ? 0 : lease.deadline() - server.now();
    }

    /** Drops dead leases, memories of changes past their time, and dead variants but this one, and counts the living. */
    int prune(InMemoryServer server) {
        int living = 0;
        for (String field : new TreeSet<>(value.fields.keySet())) {
            if (field.equals("@l") || field.startsWith("@l:")) {
                InMemoryLease lease = InMemoryLease.parse(value.text(field));
                if (lease == null || lease.deadline() <= server.now()) {
                    value.fields.remove(field);
                }
            } else if (field.equals("@m") || field.startsWith("@m:")) {
                if (InMemoryChanges.parse(value.text(field), server.now()) == null) {
                    value.fields.remove(field);
                }
            } else if (!field.equals(stampField(variant)) && (field.equals("@x") || field.startsWith("@x:"))) {
                InMemoryStamp stamp = InMemoryStamp.parse(value.text(field));
                if (stamp == null || stamp.isDead(server.now(), server.start())) {
                    of(value, field.equals("@x") ? "" : field.substring(3)).drop();
                } else {
                    living++;
                }
            }
        }
        return living;
    }

    /** Drops the value of this slot. */
    void drop() {
        value.fields.keySet().removeAll(Set.of(stampField(variant), "@v:" + variant));
        if (variant.isEmpty()) {
            value.fields
                    .keySet()
                    .removeIf(field -> !field.startsWith("@") || field.startsWith("@@") || field.equals("@r"));
        }
    }
}
