insert into version_history (at, hub, host, kind, digest, author, how, commit_id) values (?, ?, ?, ?, ?, ?, ?, ?)
