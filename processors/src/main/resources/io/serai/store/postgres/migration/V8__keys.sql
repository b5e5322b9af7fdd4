-- Credentials of programs. Of a secret only its SHA-256 is kept; a rotated key has two for a while.
create table api_keys (
  id             text        primary key,
  name           text        not null,
  tenant         text,
  roles          text[]      not null,
  scopes         text[],
  hash           bytea       not null,
  previous_hash  bytea,
  previous_until timestamptz,
  created_by     text        not null,
  created_at     timestamptz not null,
  expires_at     timestamptz,
  revoked_at     timestamptz,
  last_used_at   timestamptz
);
-- A tenant's name is never empty, so '' stands for the keys of any tenant.
create unique index api_keys_name on api_keys (coalesce(tenant, ''), name) where revoked_at is null;
