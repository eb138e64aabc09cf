package io.github.dynamocached.test;

import io.github.dynamocached.autoconfigure.DynamoCachedAutoConfiguration;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Lets a test run with caches but without Redis. For {@code @SpringBootTest}, and for slices, which have no caches otherwise.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureDynamoCached
 * class UsersTests {
 *     @Autowired Users users;
 *     @Autowired DynamoCaches caches;
 *     @Autowired CacheFaults faults;
 *
 *     @Test
 *     void secondReadIsAHit() {
 *         users.findById("1");
 *         assertThat(caches).call(() -> users.findById("1")).isHit();
 *     }
 *
 *     @Test
 *     void readsGoOnWithoutRedis() {
 *         faults.away();
 *         assertThat(caches).call(() -> users.findById("1")).isBypassed();
 *     }
 * }
 * }</pre>
 *
 * <p>Before each test method the cache is emptied, faults end, and the clock shows the time of the machine.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration({DynamoCachedAutoConfiguration.class, AopAutoConfiguration.class})
@Import(TestSupport.class)
public @interface AutoConfigureDynamoCached {

    /**
     * Where the entries are.
     *
     * @return by default the memory of this JVM
     */
    Store value() default Store.IN_MEMORY;

    /** The places of entries that need no server. */
    enum Store {
        /** The memory of this JVM, with the protocol of the caches on Redis. */
        IN_MEMORY,
        /** Nowhere: methods are called as if they had no annotation. */
        NONE
    }
}
