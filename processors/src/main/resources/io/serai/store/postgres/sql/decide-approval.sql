update approvals set state = ?, decided_at = now() where id = ?
