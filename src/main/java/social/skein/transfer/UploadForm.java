package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.model.Problem;

/** The texts and files of a multipart form while it arrives. Confined to one event loop. */
final class UploadForm implements MultipartParser.Parts {
    private final Vertx vertx;
    private final UploadPolicy policy;
    private final MultiMap texts;
    private final Set<String> fileFields = new HashSet<>();
    private final Map<String, UploadedFile> files = new HashMap<>();
    private final List<FileSink> sinks = new ArrayList<>();
    private PartHeader part = new PartHeader(Optional.empty(), Optional.empty(), Optional.empty());
    private ByteArrayOutputStream text = new ByteArrayOutputStream();
    private Optional<FileSink> sink = Optional.empty();
    private long partBytes;
    private long fileBytes;

    UploadForm(Vertx vertx, UploadPolicy policy, MultiMap texts) {
        this.vertx = vertx;
        this.policy = policy;
        this.texts = texts;
    }

    @Override
    public void start(PartHeader next) {
        part = next;
        partBytes = 0;
        text = new ByteArrayOutputStream();
    }

    @Override
    public void content(byte[] bytes, int offset, int length) {
        partBytes += length;
        if (part.isText()) {
            text.write(bytes, offset, length);
        } else if (isAccepted()) {
            fileBytes += length;
            if (partBytes > policy.maxFileBytes()) {
                throw policy.fileTooLarge();
            }
            sink().append(bytes, offset, length);
        }
    }

    @Override
    public void end() {
        String name = part.name().orElse("");
        if (part.isText()) {
            texts.add(name, text.toString(StandardCharsets.UTF_8));
        } else if (part.isFile(partBytes)) {
            fileFields.add(name);
            if (isAccepted()) {
                storeFile(name);
            }
        }
    }

    /** Files in other fields are dropped, as in the forms of other endpoints. */
    private boolean isAccepted() {
        return part.fileName().isPresent()
                && part.name().filter(policy.fields()::contains).isPresent();
    }

    /** The file of this part, created with its first byte: a field without a chosen file creates none. */
    private FileSink sink() {
        if (sink.isEmpty()) {
            String name = part.name().orElseThrow();
            if (files.containsKey(name)) {
                throw new Problem.Invalid("Validation failed: There should be only one file in the field " + name);
            }
            FileSink created = new FileSink(vertx, new UploadFolder(policy.folder()));
            sinks.add(created);
            sink = Optional.of(created);
        }
        return sink.get();
    }

    private void storeFile(String name) {
        FileSink complete = sink();
        complete.finish();
        sink = Optional.empty();
        String claimedName = part.fileName().orElse("");
        String fileName =
                claimedName.substring(Math.max(claimedName.lastIndexOf('/'), claimedName.lastIndexOf('\\')) + 1);
        files.put(
                name,
                new UploadedFile(complete.path(), fileName, part.contentType().orElse(""), complete.bytes()));
    }

    /** The bytes of accepted files so far. */
    long fileBytes() {
        return fileBytes;
    }

    /** The names of all fields that hold a file. */
    Set<String> fileFields() {
        return fileFields;
    }

    /** The accepted files by field. */
    Map<String, UploadedFile> files() {
        return files;
    }

    /** Completes when the disk has caught up; fails if it cannot. */
    Future<Void> written() {
        return Future.all(sinks.stream().map(FileSink::written).toList()).mapEmpty();
    }

    /** Deletes all files that were not moved. */
    void delete() {
        sinks.forEach(FileSink::delete);
    }
}
