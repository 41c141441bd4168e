package social.skein.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** Parses the settings of media. */
record MediaParser(Settings settings) {
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9.\\-:\\[\\]]+(?:/[A-Za-z0-9._~/-]*)?");
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("|[a-z0-9][a-z0-9._/-]{0,99}");

    MediaConfig media() {
        boolean s3 = new SettingParser(settings.get("media.store")).enumValue(MediaConfig.Store.class)
                == MediaConfig.Store.S3;
        return new MediaConfig(
                url("media.public-url"),
                new SettingParser(settings.get("media.max-image-size")).bytes(),
                new SettingParser(settings.get("media.max-video-size")).bytes(),
                quota(),
                new SettingParser(settings.get("media.ffmpeg")).nonBlank("auto, none or the path of ffmpeg"),
                new SettingParser(settings.get("media.avif")).bool(),
                s3 ? Optional.of(s3()) : Optional.empty());
    }

    private Optional<Long> quota() {
        Setting quota = settings.get("media.quota");
        return quota.text().equals("none")
                ? Optional.empty()
                : Optional.of(new SettingParser(quota).largeBytes("none, or a size like 500MiB or 20GiB"));
    }

    /** Ends with a slash unless it is empty. */
    private String url(String key) {
        Setting url = settings.get(key);
        if (url.text().isEmpty()) {
            return "";
        }
        if (!URL.matcher(url.text()).matches()) {
            throw url.invalid("empty, or a URL like https://media.skein.example");
        }
        return url.text().endsWith("/") ? url.text() : url.text() + "/";
    }

    private MediaConfig.S3 s3() {
        Setting bucket = settings.get("media.s3.bucket");
        if (!BUCKET.matcher(bucket.text()).matches()) {
            throw bucket.invalid("the name of a bucket, as media.store is s3");
        }
        Setting prefix = settings.get("media.s3.prefix");
        if (!PREFIX.matcher(prefix.text()).matches()) {
            throw prefix.invalid("empty, or a prefix like skein");
        }
        Setting endpoint = settings.get("media.s3.endpoint");
        if (!endpoint.text().isEmpty() && !URL.matcher(endpoint.text()).matches()) {
            throw endpoint.invalid("empty for AWS, or a URL like https://s3.example.com");
        }
        return new MediaConfig.S3(
                endpoint.text(),
                new SettingParser(settings.get("media.s3.region")).nonBlank("a region like us-east-1"),
                bucket.text(),
                prefix.text().isEmpty() || prefix.text().endsWith("/") ? prefix.text() : prefix.text() + "/",
                settings.get("media.s3.access-key").text(),
                settings.get("media.s3.secret-key").text(),
                new SettingParser(settings.get("media.s3.path-style")).bool());
    }
}
