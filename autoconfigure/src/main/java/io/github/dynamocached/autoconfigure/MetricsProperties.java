package io.github.dynamocached.autoconfigure;

/** What is told to Micrometer: {@code dynamocached.metrics.*}. */
class MetricsProperties {

    /** Whether meters are registered, where there is a MeterRegistry bean. */
    private boolean enabled = true;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
