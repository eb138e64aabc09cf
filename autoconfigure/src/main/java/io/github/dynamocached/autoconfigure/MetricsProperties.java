package io.github.dynamocached.autoconfigure;

/** Meters: {@code dynamocached.metrics.*}. */
class MetricsProperties {

    /** Whether meters are registered, if there is a MeterRegistry bean. */
    private boolean enabled = true;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
