package io.github.dynamocached.aop;

import io.github.dynamocached.cache.CacheSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings that an application without Boot declares as beans, one for each cache that is not to have the defaults. */
final class SettingsBeans implements CacheDeclarations {

    private final Map<String, CacheSettings> byCache = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Settings.
     *
     * @param beans the beans by name
     */
    SettingsBeans(Map<String, CacheSettings> beans) {
        beans.forEach((bean, settings) -> {
            String place = "CacheSettings bean '" + bean + "'";
            String other = places.putIfAbsent(settings.name(), place);
            if (other == null) {
                byCache.put(settings.name(), settings);
            } else {
                problems.add(place + ": it has the settings of the cache '" + settings.name() + "', as has the " + other
                        + ". Keep one of them.");
            }
        });
    }

    CacheSettings of(String cache) {
        CacheSettings own = byCache.get(cache);
        return own == null ? CacheSettings.named(cache).build() : own;
    }

    @Override
    public Set<String> caches() {
        return byCache.keySet();
    }

    @Override
    public String placeOf(String cache) {
        return places.getOrDefault(cache, "the name '" + cache + "'");
    }

    @Override
    public boolean isReadElsewhere(String cache) {
        return false;
    }

    @Override
    public List<String> problems() {
        return problems;
    }
}
