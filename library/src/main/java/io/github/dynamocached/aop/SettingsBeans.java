package io.github.dynamocached.aop;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.CacheSettingsCustomizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings that an application without Boot declares as beans, one for each cache that is not to have the defaults. */
final class SettingsBeans implements CacheDeclarations {

    private final Map<String, CacheSettings> byCache = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<CacheSettingsCustomizer> customizers;
    private final List<String> problems = new ArrayList<>();

    /**
     * Settings.
     *
     * @param beans the beans by name
     * @param customizers change the settings, in this order
     */
    SettingsBeans(Map<String, CacheSettings> beans, List<CacheSettingsCustomizer> customizers) {
        this.customizers = customizers;
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
        CacheSettingsBuilder settings = own == null ? CacheSettings.named(cache) : own.with();
        customizers.forEach(customizer -> customizer.customize(cache, settings));
        return settings.build();
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
