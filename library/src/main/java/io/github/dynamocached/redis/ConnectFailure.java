package io.github.dynamocached.redis;

import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisWrongPasswordException;

/** Why no connection came about, and what to do. Nothing of the text of an exception is in it. */
enum ConnectFailure {

    /** Nobody is there, or does not answer; or whatever is no other of these. */
    AWAY("cannot be reached", "If this stays, check the address and the credentials of the Redisson configuration."),

    /** The server wants a user and a password, or others. */
    CREDENTIALS(
            "refuses the user or the password, or wants one",
            "Correct spring.data.redis.username and password, or the credentials of the Redisson configuration."),

    /** The certificate is that of somebody else. */
    OTHER_HOST(
            "is not trusted, because its certificate is for another host",
            "Connect by a host name that the certificate holds, or have it issued for the one in the address."),

    /** Nobody vouches for the certificate, or no longer. */
    UNTRUSTED(
            "is not trusted, because nobody vouches for its certificate or because it has expired",
            "Put the certificate of its issuer into the SSL bundle of spring.data.redis.ssl.bundle, or into the trust"
                    + " store of the Redisson configuration."),

    /** The other side speaks TLS differently, or not at all. */
    TLS("does not agree on TLS", "Check that its port speaks TLS, and with which protocols and ciphers.");

    private final String what;
    private final String whatToDo;

    ConnectFailure(String what, String whatToDo) {
        this.what = what;
        this.whatToDo = whatToDo;
    }

    /** The most special reason that an exception and its causes tell. */
    static ConnectFailure of(Throwable failure) {
        ConnectFailure reason = AWAY;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            ConnectFailure told = toldBy(cause);
            reason = told == null ? reason : told;
        }
        return reason;
    }

    private static @Nullable ConnectFailure toldBy(Throwable cause) {
        if (cause instanceof RedisAuthRequiredException || cause instanceof RedisWrongPasswordException) {
            return CREDENTIALS;
        }
        if (cause instanceof CertificateException) {
            return isOfHost(cause) ? OTHER_HOST : UNTRUSTED;
        }
        return cause instanceof SSLException ? TLS : null;
    }

    /** The JDK has no class of its own for it. */
    private static boolean isOfHost(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return cause.getClass() == CertificateException.class
                && (text.startsWith("No subject alternative") || text.startsWith("No name matching"));
    }

    /** What Redis does or is, to follow its name. */
    String what() {
        return what;
    }

    String whatToDo() {
        return whatToDo;
    }
}
