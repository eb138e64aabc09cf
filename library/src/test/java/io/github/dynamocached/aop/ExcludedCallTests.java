package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dynamocached.CacheListener;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.annotation.DynamoCached;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call that a condition excludes goes to its method, as if there was no cache. */
class ExcludedCallTests {

    private final CachingTestApplication application = CachingTestApplication.start(Names.class, News.class);
    private final Names names = application.bean(Names.class);
    private final News news = application.bean(News.class);

    @AfterEach
    void closeApplication() {
        application.close();
    }

    static class Names {

        private static final Optional<String> NAME = Optional.of("Ann");

        @DynamoCached(cache = "names", key = "#id", condition = "#id != null and #cached")
        public Optional<String> find(String id, boolean cached) {
            if (id.isEmpty()) {
                throw new IllegalStateException("no name");
            }
            return NAME;
        }
    }

    static class News implements CacheListener {

        private final List<Object> all = new ArrayList<>();

        @Override
        public void onRead(String cacheName, Outcome outcome) {
            all.add(outcome.source());
        }

        @Override
        public void onLoad(String cacheName, boolean succeeded, Duration took) {
            all.add("load");
        }
    }

    @Test
    void itsResultIsReturnedAsItIs() {
        assertThat(names.find("a", false)).isSameAs(Names.NAME);
        assertThat(application.store().reads()).isEmpty();
    }

    @Test
    void itIsABypassAndNoLoad() {
        Optional<String> excluded = names.find("a", false);
        Optional<String> loaded = names.find("a", true);

        assertThat(excluded).isEqualTo(loaded);
        assertThat(news.all).containsExactly(Outcome.Source.BYPASS, "load", Outcome.Source.MISS);
    }

    @Test
    void itsExceptionIsNoBypass() {
        assertThatThrownBy(() -> names.find("", false)).hasMessage("no name");
        assertThat(news.all).isEmpty();
    }
}
