package io.github.dynamocached.memory;

import io.github.dynamocached.EntryState;
import io.github.dynamocached.VariantState;
import io.github.dynamocached.store.EntryStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Looks at a key of the fake. */
record InMemoryLook(InMemoryServer server) {

    EntryState at(String name) {
        synchronized (server) {
            InMemoryValue value = server.find(name);
            if (value == null || !value.isHash || value.fields.isEmpty()) {
                return EntryState.NONE;
            }
            String holdOff = Objects.requireNonNullElse(value.text("@h"), "");
            String fences = InMemoryFences.open(value.text(InMemoryFences.FIELD), server.now(), EntryStore.NO_WRITER)
                    .text();
            return new EntryState(
                    Duration.ofMillis(Math.max(1, server.timeToLive(name))),
                    holdOff.matches("\\d{1,15}") ? left(server.now(), Long.parseLong(holdOff)) : Duration.ZERO,
                    fences.isEmpty() ? 0 : fences.split(" ", -1).length,
                    variants(value));
        }
    }

    private static Duration left(long from, long until) {
        return Duration.ofMillis(Math.max(0, until - from));
    }

    private List<VariantState> variants(InMemoryValue value) {
        TreeSet<String> variants = new TreeSet<>();
        for (String field : value.fields.keySet()) {
            if (!field.equals("@h") && !field.equals("@w") && !field.equals("@m") && !field.startsWith("@m:")) {
                boolean ofVariant = field.startsWith("@x:") || field.startsWith("@l:") || field.startsWith("@v:");
                variants.add(ofVariant ? field.substring(3) : "");
            }
        }
        return variants.stream().map(variant -> state(value, variant)).toList();
    }

    private VariantState state(InMemoryValue value, String variant) {
        String suffix = variant.isEmpty() ? "" : ":" + variant;
        InMemoryLease lease = InMemoryLease.parse(value.text("@l" + suffix));
        boolean leased = lease != null && lease.deadline() > server.now();
        InMemoryStamp stamp = InMemoryStamp.parse(value.text("@x" + suffix));
        long bytes = bytes(value, variant);
        long now = server.now();
        if (stamp == null || stamp.isDead(now, server.start()) || (stamp.negative() && bytes > 0)) {
            return VariantState.none(variant, bytes, leased);
        }
        return new VariantState(
                variant,
                stamp.freshness(now),
                stamp.negative(),
                stamp.format(),
                left(stamp.filled(), now),
                left(now, stamp.fresh()),
                left(now, stamp.stale()),
                Duration.ofMillis(stamp.load()),
                bytes,
                leased);
    }

    private static long bytes(InMemoryValue value, String variant) {
        long bytes = 0;
        for (var field : value.fields.entrySet()) {
            String name = field.getKey();
            boolean attribute =
                    variant.isEmpty() && (!name.startsWith("@") || name.startsWith("@@") || name.equals("@r"));
            if (attribute || name.equals("@v:" + variant)) {
                bytes += field.getValue().length + (attribute ? name.length() : 0);
            }
        }
        return bytes;
    }
}
