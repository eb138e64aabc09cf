package io.github.dynamocached;

import java.time.Duration;
import java.util.Locale;

/**
 * What the server holds for one variant of a key. For people and tests.
 *
 * @param variant the variant, empty for the full entity. It may hold key parts, so never log it
 * @param freshness whether the value may be returned. A reader of another type or schema finds no value.
 *     {@link Freshness#NONE} also means a value that has expired, is from before the server started, or has an unreadable
 *     stamp. Then everything below is zero or empty, except for the size
 * @param negative whether the value is a cached null result
 * @param format the id of the format of the value, which stands for its type and its schema
 * @param age how long ago it was filled
 * @param freshFor how long it stays fresh, zero if it is not
 * @param staleFor how long it may still be returned, fresh or stale; zero if it is past both
 * @param loadTime how long its load took
 * @param bytes the size of the value as it is stored, attribute names included
 * @param leased whether a load holds a lease for it
 */
public record VariantState(
        String variant,
        Freshness freshness,
        boolean negative,
        String format,
        Duration age,
        Duration freshFor,
        Duration staleFor,
        Duration loadTime,
        long bytes,
        boolean leased) {

    /**
     * A variant without a usable value.
     *
     * @param variant the variant
     * @param bytes the size of what is stored all the same
     * @param leased whether a load holds a lease for it
     * @return the state
     */
    public static VariantState none(String variant, long bytes, boolean leased) {
        Duration none = Duration.ZERO;
        return new VariantState(variant, Freshness.NONE, false, "", none, none, none, none, bytes, leased);
    }

    /**
     * The state as a reader of some type sees it.
     *
     * @param readerFormat the id of the format of the reader's values
     * @return this, or no value if that has another type or schema
     */
    public VariantState readAs(String readerFormat) {
        return format.equals(readerFormat) ? this : none(variant, bytes, leased);
    }

    @Override
    public String toString() {
        return text() + (leased ? ", leased" : "");
    }

    private String text() {
        if (freshness == Freshness.NONE) {
            return bytes == 0 ? "no value" : "no value that can be read in " + bytes + " bytes";
        }
        String life = freshness.name().toLowerCase(Locale.ROOT);
        return life + (negative ? " cached absence" : " value of " + bytes + " bytes") + ", age " + age;
    }
}
