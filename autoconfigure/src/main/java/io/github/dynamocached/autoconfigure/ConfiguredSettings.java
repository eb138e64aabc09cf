package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.Budgets;
import io.github.dynamocached.CacheSettings;
import io.github.dynamocached.CacheSettingsBuilder;
import io.github.dynamocached.CacheSettingsCustomizer;
import io.github.dynamocached.RefusedSettingException;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.aop.CacheDeclarations;
import io.github.dynamocached.dynamodb.LocalIndexes;
import io.github.dynamocached.redis.RedisSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns properties into the immutable settings of the library, and checks all of them at startup. A refused property is
 * reported as a problem and then treated as not set.
 */
final class ConfiguredSettings implements CacheDeclarations {

    private static final String PREFIX = "dynamocached.";

    private final DynamoCachedProperties properties;
    private final PropertyProblems problems;
    private final List<CacheSettingsCustomizer> customizers;
    private final CacheVariables variables;
    private final PropertyPlaces places;
    private final AvailableFormats formats = new AvailableFormats();
    private final Map<String, CacheSettings> byName = new HashMap<>();
    private final Map<String, Map<String, DynamoCachedProperties.Cache>> inVariables = new ConcurrentHashMap<>();
    private final ConfiguredClient client;
    private final RedisSettings redis;
    private final Budgets budgets;
    private final ConfiguredNear near;

    ConfiguredSettings(
            DynamoCachedProperties properties,
            PropertyProblems problems,
            List<CacheSettingsCustomizer> customizers,
            CacheVariables variables,
            PropertyPlaces places) {
        this.properties = properties;
        this.customizers = customizers;
        this.problems = problems;
        this.variables = variables;
        this.places = places;
        this.client = ConfiguredClient.of(properties.client(), properties.readsCaches(), this::accepted);
        checkDefaults();
        ConfiguredTable.refuseDefaults(properties.defaults(), PREFIX, problems);
        properties.caches().forEach((name, own) -> {
            if (!variables.areAllOf(name)) {
                add(name, own);
            }
        });
        this.redis = ConfiguredRedis.of(properties, this::accepted);
        this.near = ConfiguredNear.of(properties.near(), this::accepted);
        this.budgets = budgetsOf(properties);
        for (int i = 0; i < properties.localIndexes().size(); i++) {
            declareLocal(
                    PREFIX + "local-indexes[" + i + "]",
                    properties.localIndexes().get(i));
        }
        set(PREFIX + "in-memory.max-keys", properties.inMemory().maxKeys(), StoresWithoutServer::requireRoom);
    }

    private void checkDefaults() {
        try {
            CacheSettings unused = withDefaults("defaults").build();
        } catch (RefusedSettingException combined) {
            problems.add(
                    PREFIX + "defaults." + combined.setting(),
                    "Does not fit the other defaults. Use " + combined.accepted() + ".");
        }
    }

    private void declareLocal(String place, String tableAndIndex) {
        try {
            LocalIndexes.declare(tableAndIndex);
        } catch (IllegalArgumentException impossible) {
            problems.add(place, String.valueOf(impossible.getMessage()));
        }
    }

    private void add(String name, DynamoCachedProperties.Cache own) {
        try {
            CacheSettingsBuilder builder = withDefaults(name);
            byName.put(
                    name,
                    with(builder, property -> PropertyNames.ofCache(name) + "." + property, own)
                            .build());
        } catch (IllegalArgumentException impossibleName) {
            problems.add(PropertyNames.ofCache(name), String.valueOf(impossibleName.getMessage()));
        }
    }

    /** The settings of a cache, with or without its own properties. Customizers come last. */
    CacheSettings of(String cacheName) {
        CacheSettingsBuilder settings = fromProperties(cacheName).with();
        customizers.forEach(customizer -> customizer.customize(cacheName, settings));
        return settings.build();
    }

    /** The same without customizers. */
    CacheSettings fromProperties(String cacheName) {
        CacheSettings own = byName.get(cacheName);
        CacheSettingsBuilder settings = own == null ? withDefaults(cacheName) : own.with();
        inVariables(cacheName).forEach((variable, set) -> with(settings, property -> variable, set));
        return settings.build();
    }

    /** What environment variables set for a cache, by the names of the variables. */
    Map<String, DynamoCachedProperties.Cache> inVariables(String cacheName) {
        return inVariables.computeIfAbsent(cacheName, name -> {
            Map<String, DynamoCachedProperties.Cache> set = new TreeMap<>();
            variables
                    .of(name)
                    .forEach((variable, property) -> set.put(variable.name(), variable.bound(property, problems)));
            return set;
        });
    }

    ConfiguredClient client() {
        return client;
    }

    RedisSettings redis() {
        return redis;
    }

    ConfiguredNear near() {
        return near;
    }

    Budgets budgets() {
        return budgets;
    }

    @Override
    public Set<String> caches() {
        Set<String> all = new HashSet<>(byName.keySet());
        all.addAll(variables.names());
        all.removeAll(client.caches());
        return all;
    }

    @Override
    public boolean mean(String declared, String cache) {
        return declared.equals(cache) || (isVariable(declared) && variables.mean(declared, cache));
    }

    private boolean isVariable(String declared) {
        return !byName.containsKey(declared) && variables.names().contains(declared);
    }

    @Override
    public String placeLike(String declared, String cache) {
        return isVariable(declared) ? variables.first(declared).nameFor(cache) : placeOf(cache);
    }

    @Override
    public String placeOf(String cache) {
        return isVariable(cache) ? variables.first(cache).name() : PropertyNames.ofCache(cache);
    }

    @Override
    public String located(String place) {
        return places.located(place);
    }

    @Override
    public boolean isReadElsewhere(String cache) {
        return Stream.concat(setFor(cache).stream(), Stream.of(properties.defaults()))
                .filter(set -> set.readElsewhere() != null)
                .findFirst()
                .map(DynamoCachedProperties.Cache::readElsewhere)
                .orElse(false);
    }

    @Override
    public Optional<TableBinding> bindingOf(String cache) {
        return new ConfiguredTable(cache, placeOf(cache), setFor(cache)).binding(problems);
    }

    /** What is set for a cache, first what counts first. */
    private List<DynamoCachedProperties.Cache> setFor(String cache) {
        List<DynamoCachedProperties.Cache> all =
                new ArrayList<>(inVariables(cache).values());
        DynamoCachedProperties.Cache own = properties.caches().get(cache);
        if (own != null) {
            all.add(own);
        }
        return all;
    }

    @Override
    public List<String> problems() {
        variables.findAmbiguous(inVariables.keySet(), problems);
        return problems.close();
    }

    private CacheSettingsBuilder withDefaults(String cacheName) {
        CacheSettingsBuilder builder = CacheSettings.named(cacheName);
        return client.customized(
                cacheName, with(builder, property -> PREFIX + "defaults." + property, properties.defaults()));
    }

    private CacheSettingsBuilder with(
            CacheSettingsBuilder builder, UnaryOperator<String> place, DynamoCachedProperties.Cache own) {
        set(place.apply("ttl"), own.ttl(), builder::ttl);
        set(place.apply("stale-while-revalidate"), own.staleWhileRevalidate(), builder::staleWhileRevalidate);
        set(place.apply("stale-if-error"), own.staleIfError(), builder::staleIfError);
        set(place.apply("early-refresh"), own.earlyRefresh(), builder::earlyRefresh);
        set(place.apply("consistency"), own.consistency(), builder::consistency);
        set(place.apply("negative-ttl"), own.negativeTtl(), builder::negativeTtl);
        set(place.apply("ttl-jitter"), own.ttlJitter(), builder::ttlJitter);
        set(place.apply("adaptive-ttl"), own.adaptiveTtl(), builder::adaptiveTtl);
        set(place.apply("min-ttl"), own.minTtl(), builder::minTtl);
        set(place.apply("lock-wait"), own.lockWait(), builder::lockWait);
        set(place.apply("lock-lease"), own.lockLease(), builder::lockLease);
        set(place.apply("hold-off"), own.holdOff(), builder::holdOff);
        set(place.apply("fence"), own.fence(), builder::fence);
        set(place.apply("on-evict-failure"), own.onEvictFailure(), builder::onEvictFailure);
        set(place.apply("max-entry-size"), own.maxEntrySize(), size -> builder.maxEntrySize(size.toBytes()));
        set(place.apply("format"), own.format(), format -> builder.format(formats.accepted(format)));
        set(place.apply("compress-above"), own.compressAbove(), size -> builder.compressAbove(size.toBytes()));
        set(place.apply("near"), own.near(), near -> builder.near(ConfiguredNear.available(near)));
        set(place.apply("read-from"), own.readFrom(), builder::readFrom);
        set(place.apply("max-variants"), own.maxVariants(), builder::maxVariants);
        set(place.apply("time-to-live-attribute"), own.timeToLiveAttribute(), builder::timeToLiveAttribute);
        ConfiguredShadow.set(builder, place, own.shadow(), this::set);
        return builder;
    }

    private Budgets budgetsOf(DynamoCachedProperties properties) {
        Budgets unlimited = new Budgets(redis.timeout(), redis.evictTimeout());
        return unlimited.withLoads(accepted(PREFIX + "load-limit", properties.loadLimit(), 0, unlimited::withLoads));
    }

    /** The value of a property if it is accepted, else the default. */
    private <T> T accepted(String property, T value, T otherwise, Consumer<T> check) {
        return set(property, value, check) ? value : otherwise;
    }

    /** Passes a value to a setter unless it is null. Reports a refused value as a problem of its property. */
    private <T> boolean set(String property, @Nullable T value, Consumer<T> setter) {
        if (value == null) {
            return true;
        }
        try {
            setter.accept(value);
            return true;
        } catch (RefusedSettingException refused) {
            problems.add(
                    property, "\"" + PropertyTypes.text(value) + "\" cannot be used. Use " + refused.accepted() + ".");
            return false;
        }
    }
}
