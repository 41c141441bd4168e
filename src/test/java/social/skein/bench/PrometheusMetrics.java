package social.skein.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process says of itself on its operators' port. */
record PrometheusMetrics(String address) {
    /** The sum of a metric over those of its tags that are left open. */
    double sum(String name) {
        Pattern line = Pattern.compile("^" + Pattern.quote(name) + "(?:\\{.*})? (\\S+)$", Pattern.MULTILINE);
        Matcher found = line.matcher(HttpCalls.getText(address));
        return found.results()
                .mapToDouble(value -> Double.parseDouble(value.group(1)))
                .sum();
    }
}
