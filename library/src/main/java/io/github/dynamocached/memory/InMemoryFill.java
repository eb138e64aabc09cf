package io.github.dynamocached.memory;

import io.github.dynamocached.store.AdaptiveTtl;
import io.github.dynamocached.store.EntryFormat;
import io.github.dynamocached.store.Fill;
import io.github.dynamocached.store.FillResult;
import io.github.dynamocached.store.Slot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A fill whose token is still in the hash. */
record InMemoryFill(InMemoryServer server, Slot slot, EntryFormat format, Fill fill) {

    /** Stores the value in a hash, where there is room for it. */
    FillResult into(InMemoryValue value, byte[] @Nullable [] fields) {
        value.fields.remove(InMemorySlot.leaseField(slot.variant()));
        boolean isFull = InMemorySlot.of(value, slot.variant()).prune(server) >= fill.maxVariants();
        long since = unchangedSince(value);
        InMemoryLife life = InMemoryLife.of(fill, server.now(), isFull, since);
        if (isFull && !life.hasEnded()) {
            return FillResult.TOO_MANY_VARIANTS;
        }
        write(value, life, fields);
        return life.hasEnded() ? FillResult.ENDED : remember(value, life, since);
    }

    private void write(InMemoryValue value, InMemoryLife life, byte[] @Nullable [] fields) {
        InMemorySlot.of(value, slot.variant()).drop();
        if (life.hard() > server.now()) {
            String sign = fill.negative() || life.hasEnded() ? "-" : "+";
            value.put(
                    InMemorySlot.stampField(slot.variant()),
                    "3 " + server.now() + " " + (life.fresh() - server.now()) + " " + (life.stale() - life.fresh())
                            + " " + (life.hard() - life.stale()) + " " + format.id() + " "
                            + fill.halfUnits() + " " + fill.loadTime().toMillis() + sign);
        }
        for (int i = 0; i < fields.length && !life.hasEnded(); i++) {
            byte[] bytes = fields[i];
            if (bytes != null) {
                value.fields.put(InMemorySlot.valueField(slot.variant(), format, i), bytes);
            }
        }
        if (fill.negative() || life.hasEnded()) {
            value.fields.remove(InMemorySlot.changesField(slot.variant()));
        }
        value.lengthen(life.hard());
        InMemoryFences.open(value.text(InMemoryFences.FIELD), server.now(), fill.writer())
                .putInto(value);
        value.holdOff(server.now(), fill.holdOff());
    }

    /** Since when the value is known to be as it is. */
    private long unchangedSince(InMemoryValue value) {
        AdaptiveTtl adaptive = fill.adaptive();
        InMemoryChanges known =
                InMemoryChanges.parse(value.text(InMemorySlot.changesField(slot.variant())), server.now());
        return known != null && adaptive != null && adaptive.digestText().equals(known.digest())
                ? Math.min(known.since(), server.now())
                : server.now();
    }

    /** Keeps that for the next fill, although the value is past its life by then. */
    private FillResult remember(InMemoryValue value, InMemoryLife life, long since) {
        AdaptiveTtl adaptive = fill.adaptive();
        if (adaptive == null) {
            return FillResult.STORED;
        }
        long freshFor = life.fresh() - server.now();
        long keptUntil = life.hard() + freshFor;
        value.put(
                InMemorySlot.changesField(slot.variant()),
                new InMemoryChanges(since, keptUntil, adaptive.digestText()).text());
        value.lengthen(keptUntil);
        return FillResult.storedFor(Duration.ofMillis(freshFor));
    }
}
