package io.github.dynamocached.aop;

import java.time.Duration;

/**
 * How long the values of an annotated method are returned: as its annotations say, or else as the settings of its cache say.
 *
 * @param method the class of the bean, the name of the method and its parameter types
 * @param annotation the annotation, with an at sign
 * @param ttl the greatest age of a fresh value
 * @param staleWhileRevalidate for how long after that values are returned while they are refreshed
 */
public record MethodLifetime(String method, String annotation, Duration ttl, Duration staleWhileRevalidate) {}
