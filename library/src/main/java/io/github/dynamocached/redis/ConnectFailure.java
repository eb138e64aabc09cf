package io.github.dynamocached.redis;

import io.github.dynamocached.breaker.ErrorReply;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.security.auth.login.CredentialException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisWrongPasswordException;

/** Why no connection came about, and what to do. Nothing of the text of an exception is in it. */
enum ConnectFailure {

    /** Nobody is there, or does not answer; or whatever is no other of these. */
    AWAY("cannot be reached", "If this lasts, check {servers}."),

    /** The server wants a user and a password, or others. */
    CREDENTIALS("refuses the user or the password, or requires one", "Correct {credentials}."),

    /** The server has no password, and one was sent. */
    NO_CREDENTIALS("requires no password, but was sent one", "Remove {credentials}."),

    /** The source of the password did not tell it. */
    UNTOLD(
            "has no connection, because the application failed to provide the user and the password",
            "Find out why {credentials} cannot be read."),

    /** The user may not do what a connection begins with. */
    FORBIDDEN(
            "does not let its user run the first commands of a connection",
            "Allow the user SELECT and CLIENT SETNAME, or correct {credentials}."),

    /** The sentinels answer, and know no such master. */
    MASTER("has sentinels that do not know the configured master", "Correct {master}."),

    /** The server has no such database. */
    DATABASE("does not have the configured database", "Correct {database}."),

    /** The server has as many clients as it may have. */
    FULL("has too many clients", "Close other connections, or raise maxclients in the configuration of the server."),

    /** The server has no password, and speaks with its own machine only. */
    PROTECTED(
            "is in protected mode",
            "Set a password in the configuration of the server, or turn its protected-mode off."),

    /** The certificate is that of somebody else. */
    OTHER_HOST(
            "is not trusted, because its certificate is for another host",
            "Use a host name of the certificate, or get a certificate for the host in {servers}."),

    /** Nobody vouches for the certificate, or no longer. */
    UNTRUSTED(
            "is not trusted, because its certificate has expired or comes from an unknown issuer",
            "Add the certificate of the issuer to {trust}."),

    /** The other side speaks TLS differently, or not at all. */
    TLS("fails the TLS handshake", "Check that its port uses TLS, and compare protocols and ciphers."),

    /** Any other error that the server answers before a connection is ready. */
    REFUSED("refuses connections", "Look up this error in the documentation of Redis.");

    /** How the answers of a server begin; Redisson has no classes of its own for these. */
    private static final Map<String, ConnectFailure> ANSWERS = Map.of(
            "NOAUTH", CREDENTIALS,
            "WRONGPASS", CREDENTIALS,
            "ERR invalid password", CREDENTIALS,
            "ERR AUTH", NO_CREDENTIALS,
            "ERR Client sent AUTH", NO_CREDENTIALS,
            "NOPERM", FORBIDDEN,
            "ERR DB index", DATABASE,
            "ERR SELECT", DATABASE,
            "ERR max number of clients", FULL,
            "DENIED", PROTECTED);

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
        if (cause instanceof CredentialException) {
            return UNTOLD;
        }
        if (cause instanceof CertificateException) {
            return isOfHost(cause) ? OTHER_HOST : UNTRUSTED;
        }
        if (cause instanceof SSLException) {
            return TLS;
        }
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof RedisConnectionException && text.startsWith("Master node is undefined")) {
            return MASTER;
        }
        return isAnswer(cause) ? answeredBy(text) : null;
    }

    private static @Nullable ConnectFailure answeredBy(String text) {
        for (Map.Entry<String, ConnectFailure> answer : ANSWERS.entrySet()) {
            if (text.startsWith(answer.getKey())) {
                return answer.getValue();
            }
        }
        return ErrorReply.capitals(text, 0).isEmpty() ? null : REFUSED;
    }

    /** The JDK has no class of its own for it. */
    private static boolean isOfHost(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return cause.getClass() == CertificateException.class
                && (text.startsWith("No subject alternative") || text.startsWith("No name matching"));
    }

    /** The code of the error that the server answered, or else the class of what began it all and is no netty's own. */
    private static String causeOf(Throwable failure) {
        Throwable first = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            first = cause.getClass().getName().startsWith("io.netty.") ? first : cause;
        }
        String code = isAnswer(first) ? ErrorReply.capitals(String.valueOf(first.getMessage()), 0) : "";
        return code.isEmpty() ? first.getClass().getSimpleName() : code;
    }

    private static boolean isAnswer(Throwable cause) {
        return cause instanceof RedisException
                && !(cause instanceof RedisConnectionException)
                && !(cause instanceof RedisTimeoutException);
    }

    /** What Redis does or is, to follow its name, and what tells that. */
    String what(Throwable failure) {
        return this == MASTER ? what : what + " (" + causeOf(failure) + ")";
    }

    String whatToDo(RedisOrigin origin) {
        return origin.fillIn(whatToDo);
    }
}
