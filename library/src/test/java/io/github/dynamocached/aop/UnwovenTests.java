package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dynamocached.MisuseException;
import org.junit.jupiter.api.Test;

/** The mode ASPECTJ in a JVM without a weaver: annotations that would do nothing are refused at the start. */
class UnwovenTests {

    private static MisuseException refusalOf(Class<?> component) {
        MisuseException refused = catchThrowableOfType(
                MisuseException.class,
                () -> CachingTestApplication.startPlain(WovenMethods.Woven.class, component)
                        .close());
        assertThat(refused).isNotNull();
        return refused;
    }

    @Test
    void classThatIsNotWovenIsRefused() {
        assertThat(refusalOf(WovenMethods.GenericItems.class).problems())
                .containsExactly(
                        "@DynamoCached on WovenMethods.GenericItems.find(String): its class is not woven. Start the"
                                + " JVM with -javaagent:aspectjweaver.jar, compile the class with ajc and this library as an aspect"
                                + " library, or set the mode to proxy.");
    }

    @Test
    void annotationOfAnInterfaceIsNamedAsTheCause() {
        assertThat(refusalOf(WovenMethods.NotWoven.class).problems())
                .contains("@DynamoCached on WovenMethods.NotWoven.find(String): the annotation is on"
                        + " WovenMethods.AnnotatedFinder.find(String), and AspectJ weaves only methods that have it"
                        + " themselves. Annotate the method of the class, or set the mode to proxy.");
    }
}
