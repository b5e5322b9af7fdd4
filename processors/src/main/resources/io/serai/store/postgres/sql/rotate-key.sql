update api_keys
set previous_hash = hash, previous_until = ?, hash = ?
where id = ? and revoked_at is null
