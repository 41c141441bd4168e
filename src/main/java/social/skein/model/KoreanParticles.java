package social.skein.model;

import java.lang.Character.UnicodeScript;
import java.util.List;

/** The particles, copulas and plural endings that Korean writes behind a noun without a space. */
public final class KoreanParticles {
    private static final List<String> ALL = List.of(
            "가", "이", "을", "를", "은", "는", "의", "에", "와", "과", "도", "만", "로", "으로", "나", "이나", "랑", "이랑", "에서", "에게",
            "에게서", "께", "께서", "한테", "한테서", "부터", "까지", "보다", "처럼", "같이", "하고", "마다", "조차", "마저", "밖에", "뿐", "대로", "만큼",
            "치고", "커녕", "라도", "이라도", "라고", "이라고", "라는", "이라는", "란", "이란", "든지", "이든지", "야", "아", "여", "이여", "로서", "으로서",
            "로써", "으로써", "들", "님", "씨", "네", "다", "이다", "입니다", "이에요", "예요", "이야", "였다", "이었다", "였어요", "이었어요", "인데",
            "이고", "고", "면", "이면", "지만", "이지만", "요", "이요", "죠", "이죠");

    /** The longest run of particles that is recognized. */
    private static final int MAX_LENGTH = 10;

    private KoreanParticles() {}

    /** Whether the Hangul from here to the end of the run consists of particles. */
    public static boolean follow(String text, int from) {
        int end = from;
        while (end < text.length() && UnicodeScript.of(text.charAt(end)) == UnicodeScript.HANGUL) {
            if (end - from == MAX_LENGTH) {
                return false;
            }
            end++;
        }
        return isSequence(text.substring(from, end));
    }

    private static boolean isSequence(String run) {
        boolean[] reachable = new boolean[run.length() + 1];
        reachable[0] = true;
        for (int i = 0; i < run.length(); i++) {
            int start = i;
            if (reachable[i]) {
                ALL.stream()
                        .filter(particle -> run.startsWith(particle, start))
                        .forEach(particle -> reachable[start + particle.length()] = true);
            }
        }
        return reachable[run.length()];
    }
}
