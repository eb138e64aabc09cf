package io.github.dynamocached.aop;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.aop.support.AopUtils;

/** The same of woven repositories. {@link WeaverTests} runs this class in a JVM with the weaver. */
class RepositoryStylesInWeaver extends RepositoryStyleTests {

    /** By the aspect, without a proxy. */
    private enum Woven implements Advised {
        BY_WEAVER;

        @Override
        public CachingTestApplication start(Class<?>... components) {
            return BehaviourInWeaver.startWoven(components);
        }

        @Override
        public boolean isKindOf(Object bean) {
            return !AopUtils.isAopProxy(bean);
        }
    }

    @Override
    Stream<Arguments> styles() {
        return Stream.of(JavaStyle.values()).map(style -> Arguments.of(style, Woven.BY_WEAVER));
    }
}
