package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.MisuseException;
import io.github.dynamocached.RefreshResult;
import io.github.dynamocached.aop.WovenMethods.Composed;
import io.github.dynamocached.aop.WovenMethods.GenericItems;
import io.github.dynamocached.aop.WovenMethods.Items;
import io.github.dynamocached.aop.WovenMethods.Parent;
import io.github.dynamocached.aop.WovenMethods.ProxiedItems;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.woven.CheckingAspect;

/** Woven methods. {@link WeaverTests} runs this class in a JVM with the weaver. */
class WovenMethodsInWeaver {

    private @Nullable CachingTestApplication application;

    @AfterEach
    void closeApplication() {
        if (application != null) {
            application.close();
        }
    }

    private <T> T start(Class<T> component) {
        application = CachingTestApplication.startPlain(WovenMethods.Woven.class, component);
        T bean = application.bean(component);
        assertThat(AopUtils.isAopProxy(bean)).isFalse();
        return bean;
    }

    private WatchedEntryStore store() {
        return Objects.requireNonNull(application).store();
    }

    @Test
    void callOnThisIsCached() {
        Items items = start(Items.class);
        assertThat(items.throughThis("1")).isEqualTo("item 1");
        assertThat(items.throughThis("1")).isEqualTo("item 1");
        assertThat(items.find("1")).isEqualTo("item 1");
        assertThat(items.calls).containsExactly("find 1");
        assertThat(store().reads()).hasSize(3);
    }

    @Test
    void privateAndFinalMethodsAreCached() throws IOException {
        Items items = start(Items.class);
        items.throughPrivate("1");
        assertThat(items.throughPrivate("1")).isEqualTo("hidden 1");
        items.fixed(4);
        assertThat(items.fixed(4)).isEqualTo(8);
        assertThat(items.calls).containsExactly("hidden 1", "fixed 4");
    }

    @Test
    void exceptionsComeOutAsTheyAre() {
        Items items = start(Items.class);
        assertThatThrownBy(() -> items.fixed(-1))
                .isInstanceOf(IOException.class)
                .hasMessage("negative");
    }

    @Test
    void writesEvictAndStore() {
        Items items = start(Items.class);
        items.find("1");
        items.remove("1");
        assertThat(store().evictions()).containsExactly("items/1");
        items.find("1");
        assertThat(items.store("1")).isEqualTo("stored 1");
        assertThat(items.find("1")).isEqualTo("stored 1");
        assertThat(store().evictions()).containsExactly("items/1", "hidden/1");
        assertThat(items.calls).containsExactly("find 1", "remove 1", "find 1", "store 1");
    }

    @Test
    void methodIsCalledWithTheMissingKeysAlone() {
        Items items = start(Items.class);
        items.findAll(List.of("1"));
        assertThat(items.findAll(List.of("1", "2")))
                .containsEntry("1", "item 1")
                .containsEntry("2", "item 2");
        assertThat(items.calls).containsExactly("findAll [1]", "findAll [2]");
    }

    @Test
    void staleValueIsRefreshedInTheBackground() {
        Items items = start(Items.class);
        List<RefreshResult> refreshes = Objects.requireNonNull(application).bean(WovenMethods.Refreshes.class).results;
        items.find("1");
        store().server().advance(WovenMethods.Woven.TTL);
        items.find("1");
        await().until(() -> !refreshes.isEmpty());
        assertThat(refreshes).containsExactly(RefreshResult.REFRESHED);
        assertThat(items.calls).containsExactly("find 1", "find 1");
        items.findAll(List.of("2"));
        store().server().advance(WovenMethods.Woven.TTL);
        items.findAll(List.of("2"));
        await().until(() -> refreshes.size() == 2);
        assertThat(items.calls).containsExactly("find 1", "find 1", "findAll [2]", "findAll [2]");
    }

    @Test
    void annotationWithinAnotherIsWoven() {
        Composed composed = start(Composed.class);
        composed.composed("1");
        composed.composed("1");
        composed.base("1");
        composed.base("1");
        assertThat(composed.calls).isEqualTo(2);
    }

    @Test
    void overriddenMethodIsNotCachedByItself() {
        application = CachingTestApplication.startPlain(WovenMethods.Woven.class, WovenMethods.Child.class);
        Parent child = application.bean(Parent.class);
        child.name("1");
        assertThat(child.name("1")).isEqualTo("child, parent of 1");
        child.inherited("1");
        child.inherited("1");
        assertThat(child.calls).isEqualTo(2);
        assertThat(store().reads())
                .containsExactly(
                        "parents/1/java.lang.String",
                        "parents/1/java.lang.String",
                        "inherited/1/java.lang.String",
                        "inherited/1/java.lang.String");
    }

    @Test
    void bridgeMethodIsNoCallOfItsOwn() {
        WovenMethods.Finder<String> items = start(GenericItems.class);
        items.find("1");
        items.find("1");
        assertThat(store().reads()).containsExactly("generic/1/java.lang.String", "generic/1/java.lang.String");
    }

    @Test
    void hitPassesTheChecksOfSecurityAndSkipsOtherAspects() {
        WovenMethods.Guarded guarded = start(WovenMethods.Guarded.class);
        List<RefreshResult> refreshes = Objects.requireNonNull(application).bean(WovenMethods.Refreshes.class).results;
        CountingAspect.CALLS.set(0);
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ann", ""));
        try {
            guarded.find("1");
            assertThat(guarded.find("1")).isEqualTo("secret 1");
            assertThat(CountingAspect.CALLS).hasValue(1);
            store().server().advance(WovenMethods.Woven.TTL);
            guarded.find("1");
            await().until(() -> !refreshes.isEmpty());
            assertThat(refreshes).containsExactly(RefreshResult.REFRESHED);
            assertThat(CountingAspect.CALLS).hasValue(2);
        } finally {
            SecurityContextHolder.clearContext();
        }
        assertThatThrownBy(() -> guarded.find("1"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessage(CheckingAspect.REFUSAL);
    }

    @Test
    void whatIsNotWovenIsRefused() {
        MisuseException refused = catchThrowableOfType(MisuseException.class, () -> start(WovenMethods.NotWoven.class));
        assertThat(refused.problems())
                .containsExactly(
                        "@DynamoCached on WovenMethods.NotWoven.find(String): the annotation is on"
                                + " WovenMethods.AnnotatedFinder.find(String), and AspectJ weaves only methods that have it"
                                + " themselves. Annotate the method of the class, or set the mode to proxy.",
                        "@DynamoEvict on WovenMethods.NotWoven.removeAll(String): the method is static, so the aspect does"
                                + " not cache it. Make it a method of the bean.");
    }

    @Test
    void withProxiesTheAspectDoesNothing() {
        application = CachingTestApplication.startPlain(WovenMethods.WithProxies.class, ProxiedItems.class);
        ProxiedItems items = application.bean(ProxiedItems.class);
        items.find("1");
        items.find("1");
        assertThat(store().reads()).hasSize(2);
        assertThat(items.calls()).hasSize(1);
        items.throughThis("1");
        assertThat(store().reads()).hasSize(2);
    }

    @Test
    void afterTheEndOfTheContextMethodsAreCalled() {
        Items items = start(Items.class);
        items.find("1");
        Objects.requireNonNull(application).close();
        application = null;
        items.find("1");
        assertThat(items.calls).containsExactly("find 1", "find 1");
    }

    @Test
    void eachContextCachesItsOwnClasses() {
        try (CachingTestApplication other =
                CachingTestApplication.startPlain(WovenMethods.Woven.class, GenericItems.class)) {
            Items items = start(Items.class);
            other.bean(GenericItems.class).find("1");
            items.find("1");
            assertThat(other.store().reads()).containsExactly("generic/1/java.lang.String");
            assertThat(store().reads()).containsExactly("items/1/java.lang.String");
        }
    }
}
