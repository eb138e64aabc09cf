package io.github.dynamocached.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes a value that is to be stored in a slot.
 *
 * @param token the token of the lease under which the value was loaded, or of the fence behind which it was written
 * @param negative whether it is a null result
 * @param freshFor how long the value is fresh
 * @param staleFor how long after that it is returned while it is refreshed
 * @param errorFor how long after that it answers failed loads
 * @param loadTime how long the load took
 * @param maxVariants how many live variants the key may have, this one included
 * @param writer whose fence ends if the value is stored; empty for a loaded value
 * @param holdOff the hold-off that begins if the value is stored; zero for a loaded value
 * @param ends when the items in the value end; the value ends with the first of them
 * @param absentFor how long a null result is stored in place of an item that has ended; zero for not at all
 * @param halfUnits what the load has cost, in halves of a read capacity unit; 0 if that is not known
 * @param adaptive shortens the time for which the value is fresh by what is known of its changes; null for a value that is fresh
 *     for the whole time, and for a null result
 */
public record Fill(
        String token,
        boolean negative,
        Duration freshFor,
        Duration staleFor,
        Duration errorFor,
        Duration loadTime,
        int maxVariants,
        String writer,
        Duration holdOff,
        ItemEnds ends,
        Duration absentFor,
        int halfUnits,
        @Nullable AdaptiveTtl adaptive) {

    /**
     * Describes a loaded value.
     *
     * @param token the token of the lease
     * @param negative whether it is a null result
     * @param freshFor how long the value is fresh
     * @param staleFor how long after that it is returned while it is refreshed
     * @param errorFor how long after that it answers failed loads
     * @param loadTime how long the load took
     * @param maxVariants how many live variants the key may have, this one included
     */
    public Fill(
            String token,
            boolean negative,
            Duration freshFor,
            Duration staleFor,
            Duration errorFor,
            Duration loadTime,
            int maxVariants) {
        this(
                token,
                negative,
                freshFor,
                staleFor,
                errorFor,
                loadTime,
                maxVariants,
                EntryStore.NO_WRITER,
                Duration.ZERO,
                ItemEnds.NONE,
                Duration.ZERO,
                0,
                null);
    }

    /**
     * The same for a value that was written.
     *
     * @param writer whose fence ends if the value is stored
     * @param holdOff the hold-off that begins if the value is stored, so that reads after its end do not see an older value
     * @return a new fill
     */
    public Fill endingWrite(String writer, Duration holdOff) {
        return with(writer, holdOff, ends, absentFor, halfUnits, adaptive);
    }

    /**
     * The same for a value whose items end by themselves.
     *
     * @param ends when they end
     * @param absentFor how long a null result is stored in place of an item that has ended; zero for not at all
     * @return a new fill
     */
    public Fill endingWith(ItemEnds ends, Duration absentFor) {
        return with(writer, holdOff, ends, absentFor, halfUnits, adaptive);
    }

    /**
     * The same for a value whose load has a known cost.
     *
     * @param halfUnits what the load has cost, in halves of a read capacity unit
     * @return a new fill
     */
    public Fill costing(int halfUnits) {
        return with(writer, holdOff, ends, absentFor, halfUnits, adaptive);
    }

    /**
     * The same for a value that is fresh the longer, the longer it has not changed.
     *
     * @param adaptive how long, at most as long as this fill says; null for exactly as long
     * @return a new fill
     */
    public Fill adapting(@Nullable AdaptiveTtl adaptive) {
        return with(writer, holdOff, ends, absentFor, halfUnits, adaptive);
    }

    private Fill with(
            String writer,
            Duration holdOff,
            ItemEnds ends,
            Duration absentFor,
            int halfUnits,
            @Nullable AdaptiveTtl adaptive) {
        return new Fill(
                token,
                negative,
                freshFor,
                staleFor,
                errorFor,
                loadTime,
                maxVariants,
                writer,
                holdOff,
                ends,
                absentFor,
                halfUnits,
                adaptive);
    }
}
