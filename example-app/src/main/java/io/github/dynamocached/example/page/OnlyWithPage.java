package io.github.dynamocached.example.page;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/**
 * A bean that exists only with the live page, that is, where {@code example.page.enabled} is true. It is by default, and is
 * not in profile {@code aws}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ConditionalOnBooleanProperty("example.page.enabled")
public @interface OnlyWithPage {}
