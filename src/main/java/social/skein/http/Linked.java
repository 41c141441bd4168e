package social.skein.http;

import social.skein.model.Page;

/** An answer that shows a page in another form than a list of its entries, and has the {@code Link} header of the page. */
public record Linked(Page<?> page, Object body) {}
