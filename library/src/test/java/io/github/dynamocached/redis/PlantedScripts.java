package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

/** The scripts with a violation planted in them, to show that a test finds it. */
final class PlantedScripts {

    private static final String BEGIN = "-- begin of the token check";
    private static final String END = "-- end of the token check";

    private PlantedScripts() {}

    /** The scripts of the library, but for a fill that is accepted with any token. */
    static Scripts withoutTokenCheck() {
        Scripts scripts = Scripts.load();
        String text = scripts.fill().text();
        assertThat(text).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String without = text.substring(0, text.indexOf(BEGIN)) + text.substring(text.indexOf(END));
        return new Scripts(
                scripts.acquire(), new Script("fill", without), scripts.release(), scripts.begin(), scripts.evict());
    }
}
