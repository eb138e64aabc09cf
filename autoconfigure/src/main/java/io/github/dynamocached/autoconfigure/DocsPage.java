package io.github.dynamocached.autoconfigure;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The pages that messages link to: those of the release that runs, or of the branch {@code main} for a snapshot. */
enum DocsPage {

    /** What is checked, for mistakes that have no page of their own. */
    CHECKS("", "configuration.md#what-is-checked-at-start"),

    /** Annotations of methods. */
    ANNOTATIONS("@", "annotations.md"),

    /** Properties of the whole application. */
    ALL_CACHES("dynamocached.", "configuration.md#all-caches"),

    /** Properties of single caches. */
    ONE_CACHE("dynamocached.caches", "configuration.md#one-cache-or-all-of-them"),

    /** Properties of all caches. */
    DEFAULTS("dynamocached.defaults", "configuration.md#one-cache-or-all-of-them"),

    /** Environment variables that set properties of single caches. */
    VARIABLES("DYNAMOCACHED_", "configuration.md#environment-variables"),

    /** Near caches. */
    NEAR("dynamocached.near", "configuration.md#near-caches"),

    /** The use of Redis. */
    REDIS("dynamocached.redis", "configuration.md#redis"),

    /** The address of Redis. */
    CONNECTION("spring.data.redis", "connections.md#where-it-connects"),

    /** The Redis client of the application. */
    CLIENT_OF_REDIS("the RedissonClient bean", "connections.md#where-it-connects"),

    /** Caching clients. */
    CLIENTS("dynamocached.client", "client.md#start"),

    /** Followed streams. */
    STREAMS("dynamocached.streams", "streams.md#in-the-application"),

    /** Spring's cache abstraction. */
    SPRING_CACHE("dynamocached.spring-cache", "migrating.md#keep-the-annotations");

    private static final String REPOSITORY = "https://github.com/dynamocached/dynamocached";

    private final String beginning;
    private final String pageAndAnchor;

    DocsPage(String beginning, String pageAndAnchor) {
        this.beginning = beginning;
        this.pageAndAnchor = pageAndAnchor;
    }

    /** The page about a problem, which begins with its place. */
    static DocsPage of(String problem) {
        return Arrays.stream(values())
                .filter(page -> problem.startsWith(page.beginning))
                .max(Comparator.comparing(page -> page.beginning.length()))
                .orElse(CHECKS);
    }

    /** The page and its heading, from the folder of the pages. */
    String pageAndAnchor() {
        return pageAndAnchor;
    }

    /** Its address. */
    String address() {
        return address(DocsPage.class.getPackage().getImplementationVersion());
    }

    /**
     * Its address as of a version.
     *
     * @param version null if it is not known
     */
    String address(@Nullable String version) {
        String pages = version == null || version.endsWith("-SNAPSHOT") ? "main" : "v" + version;
        return REPOSITORY + "/blob/" + pages + "/library/docs/" + pageAndAnchor;
    }
}
