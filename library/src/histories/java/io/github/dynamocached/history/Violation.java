package io.github.dynamocached.history;

/**
 * A read that broke promise P1.
 *
 * @param read what returned an old version
 * @param eviction the eviction of the newest version among those that had ended when the read began
 */
public record Violation(Operation read, Operation eviction) {

    @Override
    public String toString() {
        return "a read of item " + read.item() + " returned version " + read.version() + " although it began "
                + (read.begin() - eviction.end()) / 1000 + " us after the " + eviction.kind() + " of version "
                + eviction.version() + " had ended";
    }
}
