package io.github.dynamocached;

/** A setting has a value that it cannot have. {@link #setting()} and {@link #accepted()} are for those who write their own
 * message. */
public final class RefusedSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The name of the setting. */
    private final String setting;

    /** What can be used. */
    private final String accepted;

    /**
     * Creates the exception.
     *
     * @param owner the beginning of the message, which says whose setting it is; may be empty
     * @param setting the name of the setting
     * @param value the value that was refused
     * @param accepted what can be used: a noun with its range
     */
    public RefusedSettingException(String owner, String setting, Object value, String accepted) {
        super(owner + setting + " is " + value + ". Use " + accepted + ".");
        this.setting = setting;
        this.accepted = accepted;
    }

    private RefusedSettingException(String message, RefusedSettingException refused) {
        super(message);
        this.setting = refused.setting;
        this.accepted = refused.accepted;
    }

    /** The same for a setting of an owner, with which the message then begins. */
    RefusedSettingException of(String owner) {
        return new RefusedSettingException(owner + getMessage(), this);
    }

    /** {@return the name of the setting, such as "ttl-jitter"} */
    public String setting() {
        return setting;
    }

    /** {@return what can be used, such as "a share from 0 to 0.9"} */
    public String accepted() {
        return accepted;
    }
}
