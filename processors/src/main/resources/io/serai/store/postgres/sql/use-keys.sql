update api_keys set last_used_at = ? where id = any (?)
