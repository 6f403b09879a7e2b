package dev.openaxis.vapix.internal.accounts;

import dev.openaxis.core.AppliedEffect;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code pwdgrp.cgi} answers to a change: one sentence, which newer devices wrap into a small page. */
final class AccountAnswer {
    private static final Pattern BODY = Pattern.compile("(?i)<body");
    private static final Pattern END = Pattern.compile("(?i)</body");
    private static final Pattern DONE = Pattern.compile("(?is)(Created|Modified|Removed) (?:the )?account\\b.*");

    /** Why a device refuses, by the texts of the reference. */
    enum Refusal {
        EXISTS(
                "exists",
                "this user name already exists",
                "Error: this user name already exists, consult the system log file.",
                "Use another name, or setPassword and setRole on the account that is there"),
        PASSWORD(
                "password",
                "invalid password",
                "Error: invalid password.",
                "Check the device's rules for passwords; AXIS OS 12 can demand a length or a mix of characters"),
        NAME(
                "name",
                "account user name",
                "Error: account user name.",
                "The name is not allowed, or there is no such account: list() tells which there are"),
        MALFORMED(
                "malformed",
                "malformed action operation",
                "Error: malformed action operation.",
                "The name does not suit the action: list() tells which accounts there are"),
        ACTION(
                "action",
                "action operation type",
                "Error: action operation type.",
                "This device does not know the action; its version is told by info()"),
        /** Only {@code root} can be the first account of this device. */
        NOT_ROOT(
                "root",
                "not a valid initial admin user",
                "Error: not a valid initial admin user.",
                "The first account of this device is root, an administrator with PTZ"),
        /** No account exists yet, so nothing but the first one can be made. */
        SETUP("setup", "initial admin user", "Error: initial admin user must be created first.", ""),
        /** The device gives no reason, so how far it got is open. */
        UNSPECIFIED("unspecified", "error", "", "list() tells what there is; the device's system log tells more");

        private final String reason;
        private final String mark;
        private final String text;
        private final String advice;

        Refusal(String reason, String mark, String text, String advice) {
            this.reason = reason;
            this.mark = mark;
            this.text = text;
            this.advice = advice;
        }

        /** The word for programs. */
        String reason() {
            return reason;
        }

        /** The documented sentence, which quotes nothing that was sent; empty if there is none. */
        String text() {
            return text;
        }

        String advice() {
            return advice;
        }

        AppliedEffect effect() {
            return this == UNSPECIFIED ? AppliedEffect.POSSIBLE : AppliedEffect.NONE;
        }
    }

    private final String sentence;

    private AccountAnswer(String sentence) {
        this.sentence = sentence;
    }

    /** Reads any text. */
    static AccountAnswer parse(String text) {
        Matcher body = BODY.matcher(text);
        int start = body.find() ? text.indexOf('>', body.end()) + 1 : 0;
        Matcher end = END.matcher(text);
        return new AccountAnswer(text.substring(start, end.find(start) ? end.start() : text.length())
                .trim());
    }

    /** What the device says. */
    String sentence() {
        return sentence;
    }

    /** Whether the device says that it did this, {@code Created} for example. */
    boolean says(String verb) {
        Matcher done = DONE.matcher(sentence);
        return done.matches() && done.group(1).equalsIgnoreCase(verb);
    }

    /** Why the device refuses; empty if it does not say that it does. */
    Optional<Refusal> refusal() {
        String lower = sentence.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("error")) {
            return Optional.empty();
        }
        for (Refusal one : Refusal.values()) {
            if (lower.contains(one.mark)) {
                return Optional.of(one);
            }
        }
        return Optional.of(Refusal.UNSPECIFIED);
    }
}
