package io.github.dynamocached.planted.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Date;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Breaks a rule on purpose, once in each method. */
public final class ReadsWallClock {

    /** The plain call. */
    public long byCall() {
        return System.currentTimeMillis();
    }

    /** The same without a call. */
    public LongSupplier byMethodReference() {
        return System::currentTimeMillis;
    }

    /** The same by another name. */
    public long byInstant() {
        return Instant.now().toEpochMilli();
    }

    /** A clock that could be any. */
    public long byClock() {
        return Clock.systemUTC().millis();
    }

    /** The time on the wall. */
    public int byDateTime() {
        return LocalDateTime.now(ZoneOffset.UTC).getSecond();
    }

    /** The old way. */
    @SuppressWarnings("JavaUtilDate")
    public long byDate() {
        return new Date().getTime();
    }

    /** The oldest way. */
    public long byCalendar() {
        return Calendar.getInstance(Locale.ROOT).getTimeInMillis();
    }
}
