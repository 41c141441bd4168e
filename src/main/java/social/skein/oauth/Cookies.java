package social.skein.oauth;

import java.util.Optional;
import social.skein.http.Answer;
import social.skein.http.Origin;
import social.skein.http.Request;

/** A secret in somebody's browser: sent only to this host, never to scripts, and not with other sites' forms. */
final class Cookies {
    private final String name;
    private final String attributes;

    /** On https the name itself makes browsers refuse a cookie that a neighbouring host or plain http tries to set. */
    Cookies(Origin origin, String name) {
        boolean secure = "https".equals(origin.scheme());
        this.name = secure ? "__Host-" + name : name;
        this.attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    Optional<Secret> read(Request request) {
        return request.cookie(name).filter(Secret::isOne).map(Secret::new);
    }

    /** The answer with the cookie, which lasts as long as the browser or the server keeps it. */
    Answer set(Answer answer, Secret secret) {
        return answer.with("Set-Cookie", name + "=" + secret.text() + attributes);
    }

    /** The answer that has the browser forget the cookie. */
    Answer drop(Answer answer) {
        return answer.with("Set-Cookie", name + "=" + attributes + "; Max-Age=0");
    }
}
