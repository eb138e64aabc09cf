package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.layout.Script;
import io.github.dynamocached.layout.Scripts;

/** The scripts with a violation planted in them, to show that a test finds it. */
final class PlantedScripts {

    private static final String BEGIN = "-- begin of the token check";
    private static final String END = "-- end of the token check";

    private PlantedScripts() {}

    /** The same scripts, but that their time is what stands under a key, in microseconds. */
    static Scripts onClock(String key, Scripts scripts) {
        return new Scripts(
                onClock(key, scripts.acquire()),
                onClock(key, scripts.fill()),
                onClock(key, scripts.release()),
                onClock(key, scripts.begin()),
                onClock(key, scripts.evict()),
                onClock(key, scripts.look()));
    }

    /** Puts another {@code redis} before the script, which answers for the two commands that know the time. */
    private static Script onClock(String key, Script script) {
        return new Script(script.name(), """
                local server = redis
                local micros_of_clock = server.call('GET', '%s')
                local redis = {
                    call = function(command, ...)
                        if command == 'TIME' then
                            return { string.sub(micros_of_clock, 1, -7), string.sub(micros_of_clock, -6) }
                        end
                        if command ~= 'PTTL' then
                            return server.call(command, ...)
                        end
                        local ends = server.call('PEXPIRETIME', ...)
                        return ends < 0 and ends or ends - math.floor(tonumber(micros_of_clock) / 1000)
                    end
                }
                """.formatted(key) + script.text());
    }

    /** The scripts of the library, but for a fill that is accepted with any token. */
    static Scripts withoutTokenCheck() {
        Scripts scripts = Scripts.load();
        String text = scripts.fill().text();
        assertThat(text).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String without = text.substring(0, text.indexOf(BEGIN)) + text.substring(text.indexOf(END));
        return new Scripts(
                scripts.acquire(),
                new Script("fill", without),
                scripts.release(),
                scripts.begin(),
                scripts.evict(),
                scripts.look());
    }
}
