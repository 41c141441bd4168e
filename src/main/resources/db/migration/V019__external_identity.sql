-- The users of an operator's own product: the subject of an OpenID Connect issuer, or the id that a backend passed when it
-- created the account.
create table external_identity (
    account_id bigint not null,
    issuer     text not null, -- empty if no OpenID Connect issuer was configured
    subject    text not null,
    created_at timestamptz not null default now(),
    primary key (account_id, issuer)
);
create unique index external_identity_subject on external_identity (issuer, subject);

-- The sign-ins that browsers have started at the provider and not completed yet. Short-lived rows, each used once.
create table oidc_sign_in (
    state_hash   bytea primary key,
    browser_hash bytea not null,
    return_path  text not null,
    expires_at   timestamptz not null
);
create index oidc_sign_in_age on oidc_sign_in (expires_at);
