package io.github.dynamocached.aop;

import io.github.dynamocached.codec.ResultCodecs;
import io.github.dynamocached.dynamodb.EntitySchemas;
import io.github.dynamocached.dynamodb.SchemaEntityKeys;
import io.github.dynamocached.store.EntityKeys;
import io.github.dynamocached.store.ValueCodecs;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The codecs and keys of real entities, in place of those of {@link Person}. */
@Configuration(proxyBeanMethods = false)
class EntityPorts {

    private final EntitySchemas schemas = new EntitySchemas(List.of());

    @Bean
    @Primary
    ValueCodecs entityCodecs() {
        return new ResultCodecs(schemas, List.of());
    }

    @Bean
    @Primary
    EntityKeys keysOfEntities() {
        return new SchemaEntityKeys(schemas);
    }
}
