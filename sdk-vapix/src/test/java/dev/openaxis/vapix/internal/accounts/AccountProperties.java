package dev.openaxis.vapix.internal.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaxis.vapix.accounts.Account;
import dev.openaxis.vapix.accounts.AccountRole;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any text in: accounts or none, a sentence with or without a meaning; and what a device lists is read back. */
class AccountProperties {

    @Property(tries = 500)
    void anyTextIsAListOrNone(@ForAll("listLike") String text) {
        AccountGroups.parse(text)
                .accounts()
                .ifPresent(accounts -> assertThat(accounts)
                        .allSatisfy(account -> assertThat(account.name()).isNotBlank()));
    }

    @Provide
    Arbitrary<String> listLike() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "digusers=", "admin", "=", "\"", ",", "root", "\r\n", "\n", " ", "\u0000")
                .list()
                .ofMaxSize(20)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, Arbitraries.strings());
    }

    @Property(tries = 200)
    void whatADeviceLists_isReadBack(
            @ForAll("accounts") List<Account> accounts,
            @ForAll boolean crlf,
            @ForAll boolean comma,
            @ForAll boolean system) {
        String end = (comma ? "," : "") + "\"" + (crlf ? "\r\n" : "\n");
        String text = (system ? "wheel=\"" + accounts.size() + end : "")
                + "admin=\"" + (system ? "debugar," : "") + names(accounts, one -> atLeast(one, AccountRole.ADMIN))
                + end
                + "operator=\"" + names(accounts, one -> atLeast(one, AccountRole.OPERATOR)) + end
                + "viewer=\"" + names(accounts, one -> atLeast(one, AccountRole.VIEWER)) + end
                + "ptz=\"" + names(accounts, Account::ptz) + end
                + "digusers=\"" + names(accounts, one -> true) + end;

        assertThat(AccountGroups.parse(text).accounts()).hasValue(accounts);
    }

    private static boolean atLeast(Account account, AccountRole role) {
        return account.role().filter(has -> has.compareTo(role) >= 0).isPresent();
    }

    private static String names(List<Account> accounts, Predicate<Account> which) {
        return accounts.stream().filter(which).map(Account::name).collect(Collectors.joining(","));
    }

    @Provide
    Arbitrary<List<Account>> accounts() {
        Arbitrary<String> name = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(14);
        Arbitrary<Optional<AccountRole>> role =
                Arbitraries.of(AccountRole.class).optional();
        return Combinators.combine(name, role, Arbitraries.of(true, false))
                .as(Account::new)
                .list()
                .ofMaxSize(10)
                .uniqueElements(Account::name);
    }

    @Property(tries = 500)
    void anyTextIsAnAnswerOfSomeKind(@ForAll("pageLike") String text) {
        AccountAnswer answer = AccountAnswer.parse(text);

        assertThat(text).contains(answer.sentence());
        assertThat(answer.refusal().isPresent() && answer.says("Created")).isFalse();
    }

    @Provide
    Arbitrary<String> pageLike() {
        Arbitrary<String> pieces = Arbitraries.of(
                        "<body",
                        "<BODY>",
                        ">",
                        "</body>",
                        "</body",
                        "Error: ",
                        "Created account ",
                        "invalid password",
                        "\r\n",
                        "\u0130")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, Arbitraries.strings());
    }

    @Property(tries = 200)
    void aSentenceIsFoundInItsPage(@ForAll("sentences") String sentence, @ForAll boolean crlf, @ForAll boolean upper) {
        String end = crlf ? "\r\n" : "\n";
        String page = (upper ? "<HTML><BODY bgcolor=#ffffff>" : "<html><head></head><body>")
                + end
                + sentence
                + end
                + (upper ? "</BODY></HTML>" : "</body>" + end + end + "</html>")
                + end;

        assertThat(AccountAnswer.parse(page).sentence()).isEqualTo(sentence.trim());
    }

    @Provide
    Arbitrary<String> sentences() {
        return Arbitraries.strings().withChars("abcXYZ .,:!'\"&/=").ofMaxLength(40);
    }
}
