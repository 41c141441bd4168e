package social.skein.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.config.Config;
import social.skein.config.Registration;
import social.skein.http.HtmlEscape;

/**
 * The name, the rules and the ways to sign in to the server, as the pages show them.
 *
 * @param registration whether sign-up is open, needs approval, or is closed
 * @param externalSignIn the label of the button that signs in with an account of another product
 */
public record SiteInfo(Config.Instance instance, Registration registration, Optional<String> externalSignIn) {
    /** A server on which users sign in with a password only. */
    public SiteInfo(Config.Instance instance, Registration registration) {
        this(instance, registration, Optional.empty());
    }

    /** The name shown in the header and the title. */
    public String name() {
        return instance.title();
    }

    boolean acceptsSignUps() {
        return registration != Registration.CLOSED;
    }

    /** Whether there is anything that a new account must agree to. */
    boolean hasTerms() {
        return !instance.rules().isEmpty() || instance.termsOfServiceUrl().isPresent();
    }

    /** What a new account agrees to; empty if there is nothing. */
    String agreement() {
        return Stream.of(
                        instance.rules().isEmpty() ? "" : "the rules",
                        instance.termsOfServiceUrl().isPresent() ? "the terms of service" : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" and "));
    }

    /** The rules as an HTML list; empty if there are none. */
    public String rulesHtml() {
        return instance.rules().isEmpty()
                ? ""
                : instance.rules().stream()
                        .map(rule -> "<li>" + HtmlEscape.escape(rule) + "</li>")
                        .collect(Collectors.joining("", "<h2>Rules</h2>\n<ol class=\"rules\">", "</ol>"));
    }

    /** Links to the terms of service, the privacy policy and the operators; empty if none are known. */
    public String linksHtml() {
        List<String> links = Stream.of(
                        instance.termsOfServiceUrl().map(url -> link(url, "Terms of service")),
                        instance.privacyPolicyUrl().map(url -> link(url, "Privacy policy")))
                .flatMap(found -> found.stream())
                .toList();
        String contact = instance.contactEmail().isEmpty()
                ? ""
                : link("mailto:" + instance.contactEmail(), "Contact: " + instance.contactEmail());
        String all = Stream.concat(links.stream(), Stream.of(contact).filter(link -> !link.isEmpty()))
                .collect(Collectors.joining(" · "));
        return all.isEmpty() ? "" : "<p class=\"other\">" + all + "</p>";
    }

    private static String link(String url, String text) {
        return "<a href=\"" + HtmlEscape.escape(url) + "\">" + HtmlEscape.escape(text) + "</a>";
    }
}
