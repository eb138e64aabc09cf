package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.aop.DynamoCachingAdvisor;
import io.github.dynamocached.aop.MethodLifetime;
import io.github.dynamocached.cache.ReadThroughCache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The settings of a cache as they are in force, and where each came from. */
final class SettingsInForce {

    private static final String CONSISTENCY = "consistency";
    private static final String DEFAULT = "default";
    private static final String CUSTOMIZER = "CacheSettingsCustomizer";
    private static final String BY_USE = "use of the cache";

    private static final List<Setting> SETTINGS = List.of(
            new Setting("ttl", CacheSettings::ttl, DynamoCachedProperties.Cache::ttl),
            new Setting(
                    "stale-while-revalidate",
                    CacheSettings::staleWhileRevalidate,
                    DynamoCachedProperties.Cache::staleWhileRevalidate),
            new Setting("stale-if-error", CacheSettings::staleIfError, DynamoCachedProperties.Cache::staleIfError),
            new Setting("negative-ttl", CacheSettings::negativeTtl, DynamoCachedProperties.Cache::negativeTtl),
            new Setting("ttl-jitter", CacheSettings::ttlJitter, DynamoCachedProperties.Cache::ttlJitter),
            new Setting("adaptive-ttl", CacheSettings::adaptiveTtl, DynamoCachedProperties.Cache::adaptiveTtl),
            new Setting("min-ttl", CacheSettings::minTtl, DynamoCachedProperties.Cache::minTtl),
            new Setting("early-refresh", CacheSettings::earlyRefresh, DynamoCachedProperties.Cache::earlyRefresh),
            new Setting("lock-wait", CacheSettings::lockWait, DynamoCachedProperties.Cache::lockWait),
            new Setting("lock-lease", CacheSettings::lockLease, DynamoCachedProperties.Cache::lockLease),
            new Setting(CONSISTENCY, CacheSettings::consistency, DynamoCachedProperties.Cache::consistency),
            new Setting("fence", CacheSettings::fence, DynamoCachedProperties.Cache::fence),
            new Setting("hold-off", CacheSettings::holdOff, DynamoCachedProperties.Cache::holdOff),
            new Setting(
                    "on-evict-failure", CacheSettings::onEvictFailure, DynamoCachedProperties.Cache::onEvictFailure),
            new Setting(
                    "max-entry-size",
                    settings -> DataSize.ofBytes(settings.maxEntrySize()),
                    DynamoCachedProperties.Cache::maxEntrySize),
            new Setting("max-variants", CacheSettings::maxVariants, DynamoCachedProperties.Cache::maxVariants),
            new Setting("format", CacheSettings::format, DynamoCachedProperties.Cache::format),
            new Setting(
                    "compress-above",
                    settings -> DataSize.ofBytes(settings.compressAbove()),
                    DynamoCachedProperties.Cache::compressAbove),
            new Setting("near", CacheSettings::near, DynamoCachedProperties.Cache::near),
            new Setting("read-from", CacheSettings::readFrom, DynamoCachedProperties.Cache::readFrom),
            new Setting(
                    "time-to-live-attribute",
                    CacheSettings::timeToLiveAttribute,
                    DynamoCachedProperties.Cache::timeToLiveAttribute),
            new Setting(
                    "shadow.sample-rate",
                    settings -> settings.shadow().sampleRate(),
                    set -> set.shadow().sampleRate()),
            new Setting(
                    "shadow.concurrency",
                    settings -> settings.shadow().concurrency(),
                    set -> set.shadow().concurrency()),
            new Setting(
                    "shadow.max-share",
                    settings -> settings.shadow().maxShare(),
                    set -> set.shadow().maxShare()),
            new Setting(
                    "shadow.heal",
                    settings -> settings.shadow().heal(),
                    set -> set.shadow().heal()));

    private final DynamoCachedProperties properties;
    private final ConfiguredSettings configured;
    private final Supplier<@Nullable DynamoCachingAdvisor> methods;

    /** One setting: how it reads in a cache, and what is set for it. */
    private record Setting(
            String property,
            Function<CacheSettings, @Nullable Object> inForce,
            Function<DynamoCachedProperties.Cache, @Nullable Object> set) {}

    SettingsInForce(
            DynamoCachedProperties properties,
            ConfiguredSettings configured,
            Supplier<@Nullable DynamoCachingAdvisor> methods) {
        this.methods = methods;
        this.properties = properties;
        this.configured = configured;
    }

    /** Value and origin of each setting that has a value, in the order of the documentation. */
    Map<String, Map<String, String>> of(ReadThroughCache cache) {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        CacheSettings inForce = cache.settings();
        CacheSettings fromProperties = configured.fromProperties(inForce.name());
        for (Setting setting : SETTINGS) {
            Object value = setting.inForce.apply(inForce);
            if (value == null && setting.property.equals(CONSISTENCY)) {
                all.put(CONSISTENCY, entry(cache.consistency(), BY_USE));
            } else if (value != null) {
                boolean isCustomized = !value.equals(setting.inForce.apply(fromProperties));
                all.put(setting.property, entry(value, isCustomized ? CUSTOMIZER : originOf(inForce.name(), setting)));
            }
        }
        return all;
    }

    /** The settings that differ for the values of some annotated methods, by the methods. Empty for one that has none. */
    Map<String, Map<String, Map<String, String>>> ofMethods(ReadThroughCache cache) {
        DynamoCachingAdvisor advisor = methods.get();
        Map<String, Map<String, Map<String, String>>> all = new TreeMap<>();
        for (MethodLifetime lifetime : advisor == null
                ? List.<MethodLifetime>of()
                : advisor.lifetimesIn(cache.settings().name())) {
            Map<String, Map<String, String>> own = all.computeIfAbsent(lifetime.method(), method -> new TreeMap<>());
            if (!lifetime.ttl().equals(cache.settings().ttl())) {
                own.put("ttl", entry(lifetime.ttl(), lifetime.annotation()));
            }
            if (!lifetime.staleWhileRevalidate().equals(cache.settings().staleWhileRevalidate())) {
                own.put("stale-while-revalidate", entry(lifetime.staleWhileRevalidate(), lifetime.annotation()));
            }
        }
        return all;
    }

    /** The variable or the property that a setting comes from. Variables win, as in the settings themselves. */
    private String originOf(String cache, Setting setting) {
        String last = setting.set.apply(properties.defaults()) == null
                ? DEFAULT
                : "dynamocached.defaults." + setting.property;
        DynamoCachedProperties.Cache own = properties.caches().get(cache);
        if (own != null && setting.set.apply(own) != null) {
            last = PropertyNames.ofCache(cache) + "." + setting.property;
        }
        for (Map.Entry<String, DynamoCachedProperties.Cache> variable :
                configured.inVariables(cache).entrySet()) {
            last = setting.set.apply(variable.getValue()) == null ? last : variable.getKey();
        }
        return last;
    }

    private static Map<String, String> entry(Object value, String origin) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("value", PropertyTypes.text(value));
        entry.put("origin", origin);
        return entry;
    }
}
