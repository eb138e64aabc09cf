package io.github.dynamocached;

/** A setting with a value that it cannot have. It tells apart what its message says, for those who write their own. */
public final class RefusedSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** What can be used. */
    private final String accepted;

    /**
     * A refusal.
     *
     * @param owner whose setting it is, as the message begins, empty for nobody's
     * @param setting the name of the setting
     * @param value the value that was refused
     * @param accepted what can be used: a noun with its range
     */
    public RefusedSettingException(String owner, String setting, Object value, String accepted) {
        super(owner + setting + " is " + value + ". Use " + accepted + ".");
        this.accepted = accepted;
    }

    /**
     * What can be used.
     *
     * @return a noun with its range, such as "a share from 0 to 0.9"
     */
    public String accepted() {
        return accepted;
    }
}
