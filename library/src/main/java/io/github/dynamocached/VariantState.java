package io.github.dynamocached;

import java.time.Duration;
import java.util.Locale;

/**
 * What lies in one slot, for people who look.
 *
 * @param variant the variant, empty for the full entity; may hold key parts, so never to be logged
 * @param freshness what the read rule says, but for type and schema: who reads another type, or the same with another
 *     schema, finds nothing. {@link Freshness#ABSENT} as well for a value that is past its life, from before the server
 *     started, or has no stamp that can be read; all that follows is zero or empty then, but for its size
 * @param negative whether the value is a cached absence
 * @param type the type id of the value
 * @param schema the schema fingerprint of the value
 * @param age how long ago it was filled
 * @param freshFor for how long it stays fresh, zero if it is not
 * @param staleFor for how long it may still be returned, fresh or stale; zero if it is past both
 * @param loadTime how long its load took
 * @param bytes the size of the value as it is stored, names of attributes included
 * @param leased whether a load has the right to fill the slot
 */
public record VariantState(
        String variant,
        Freshness freshness,
        boolean negative,
        String type,
        String schema,
        Duration age,
        Duration freshFor,
        Duration staleFor,
        Duration loadTime,
        long bytes,
        boolean leased) {

    /**
     * A slot without a value.
     *
     * @param variant the variant
     * @param bytes the size of what is there all the same
     * @param leased whether a load has the right to fill the slot
     * @return the state
     */
    public static VariantState absent(String variant, long bytes, boolean leased) {
        Duration none = Duration.ZERO;
        return new VariantState(variant, Freshness.ABSENT, false, "", "", none, none, none, none, bytes, leased);
    }

    /**
     * The same slot as a reader sees it.
     *
     * @param readerType the type id of the reader's values
     * @param readerSchema the schema fingerprint of the reader's values
     * @return this, or no value where that is of another type or schema
     */
    public VariantState readAs(String readerType, String readerSchema) {
        boolean mine = type.equals(readerType) && schema.equals(readerSchema);
        return mine ? this : absent(variant, bytes, leased);
    }

    @Override
    public String toString() {
        return text() + (leased ? ", leased" : "");
    }

    private String text() {
        if (freshness == Freshness.ABSENT) {
            return bytes == 0 ? "no value" : "no value that can be read in " + bytes + " bytes";
        }
        String life = freshness.name().toLowerCase(Locale.ROOT);
        return life + (negative ? " cached absence" : " value of " + bytes + " bytes") + ", age " + age;
    }
}
