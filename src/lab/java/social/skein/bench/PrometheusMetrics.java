package social.skein.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics on the ops port of a process. */
record PrometheusMetrics(String address) {
    /** Returns the sum of a metric over all tags that the name does not specify. */
    double sum(String name) {
        Pattern line = Pattern.compile("^" + Pattern.quote(name) + "(?:\\{.*})? (\\S+)$", Pattern.MULTILINE);
        Matcher matcher = line.matcher(HttpCalls.getText(address));
        return matcher.results()
                .mapToDouble(value -> Double.parseDouble(value.group(1)))
                .sum();
    }
}
