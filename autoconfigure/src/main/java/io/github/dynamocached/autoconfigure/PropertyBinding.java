package io.github.dynamocached.autoconfigure;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Binds our properties and collects all invalid values and unknown names instead of stopping at the first, so that all of them
 * are shown at once. Does not affect the properties of others.
 */
final class PropertyBinding implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("dynamocached");

    private final PropertyProblems problems;

    PropertyBinding(PropertyProblems problems) {
        this.problems = problems;
    }

    @Override
    public BindHandler apply(BindHandler handler) {
        return new Gathering(handler);
    }

    /** Delegates for other properties. For ours it also looks for unknown names. */
    private final class Gathering extends AbstractBindHandler {

        private final BindHandler ours;
        private final Set<ConfigurationPropertyName> refused = new HashSet<>();

        Gathering(BindHandler handler) {
            super(handler);
            this.ours = new NoUnboundElementsBindHandler(handler, new UnboundElementsSourceFilter());
        }

        @Override
        public <T> @Nullable Bindable<T> onStart(
                ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
            return isOurs(name) ? ours.onStart(name, target, context) : super.onStart(name, target, context);
        }

        @Override
        public @Nullable Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            return isOurs(name)
                    ? ours.onSuccess(name, target, context, result)
                    : super.onSuccess(name, target, context, result);
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                throws Exception {
            if (!isOurs(name) || !problems.isOpen()) {
                return super.onFailure(name, target, context, error);
            }
            ConfigurationProperty property = context.getConfigurationProperty();
            if (property == null) {
                return super.onFailure(name, target, context, error);
            }
            refused.add(property.getName());
            problems.add(placeOf(property), PropertyTypes.refusal(property.getValue(), target));
            return null;
        }

        @Override
        public void onFinish(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
                throws Exception {
            if (!isOurs(name)) {
                super.onFinish(name, target, context, result);
                return;
            }
            try {
                ours.onFinish(name, target, context, result);
            } catch (UnboundConfigurationPropertiesException unbound) {
                if (!problems.isOpen()) {
                    throw unbound;
                }
                unbound.getUnboundProperties().forEach(this::addUnbound);
            }
        }

        /** The name to correct. For an environment variable this is its own name, not that of the property. */
        private static String placeOf(ConfigurationProperty property) {
            ConfigurationPropertySource source = property.getSource();
            boolean isVariable =
                    source != null && source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
            if (isVariable && property.getOrigin() instanceof SystemEnvironmentOrigin variable) {
                return variable.getProperty();
            }
            return isVariable && property.getOrigin() instanceof PropertySourceOrigin variable
                    ? variable.getPropertyName()
                    : property.getName().toString();
        }

        private void addUnbound(ConfigurationProperty unbound) {
            if (!refused.contains(unbound.getName())) {
                problems.add(unbound.getName().toString(), PropertyNames.refusal(unbound.getName()));
            }
        }

        private static boolean isOurs(ConfigurationPropertyName name) {
            return ROOT.equals(name) || ROOT.isAncestorOf(name);
        }
    }
}
