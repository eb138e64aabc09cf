package io.github.dynamocached.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Several puts by one method. The compiler adds it if {@link DynamoPut} is repeated. */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface DynamoPuts {

    /**
     * The puts, in order.
     *
     * @return one or more
     */
    DynamoPut[] value();
}
