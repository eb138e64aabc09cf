package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.annotation.DynamoCached;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;

/** The mode {@code aspectj} of the properties. The library's own tests run it with the weaver. */
class AspectJModeTests {

    static class Users {
        @DynamoCached("users")
        public String find(String id) {
            return id;
        }
    }

    static class Plain {
        public String find(String id) {
            return id;
        }
    }

    @Test
    void classThatIsNotWovenStopsTheStart() {
        Applications.runner()
                .withPropertyValues("dynamocached.mode=aspectj", "spring.data.redis.url=redis://localhost:1")
                .withBean(Users.class)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasMessage(
                                "@DynamoCached on AspectJModeTests.Users.find(String): its class is not woven. Start the"
                                        + " JVM with -javaagent:aspectjweaver.jar, compile the class with ajc and this library as"
                                        + " an aspect library, or set the mode to proxy."));
    }

    @Test
    void applicationWithoutAnnotatedMethodsStarts() {
        Applications.runner()
                .withPropertyValues("dynamocached.mode=aspectj", "spring.data.redis.url=redis://localhost:1")
                .withBean(Plain.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(AopUtils.isAopProxy(context.getBean(Plain.class)))
                            .isFalse();
                });
    }
}
