package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.load.LoadContext;

/** A load whose value says how it was asked to read. */
public final class AskedLoad {

    private AskedLoad() {}

    /** "consistent" or "eventual", as the load under way on this thread has to read. Fails outside of any load. */
    public static String asked() {
        LoadContext load = LoadContext.current();
        assertThat(load).isNotNull();
        return load != null && load.isConsistent() ? "consistent" : "eventual";
    }
}
