insert into dead_letters (source, code, message, headers, body) values (?, ?, ?, ?::json, ?)
