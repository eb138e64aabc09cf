package io.github.dynamocached.autoconfigure;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the endpoint shows, as the endpoints of Spring Boot are told.
 *
 * @param showValues When the dynamocached endpoint shows values of entries, as they are stored in Redis.
 * @param roles Roles that see values in the dynamocached endpoint if show-values is when-authorized. Without any, each
 *     authenticated user sees them.
 */
@ConfigurationProperties("management.endpoint.dynamocached")
record EndpointProperties(
        @DefaultValue("never") Show showValues,
        @DefaultValue Set<String> roles) {}
