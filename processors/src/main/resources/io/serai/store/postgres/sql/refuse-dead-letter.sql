update dead_letters set code = ?, message = ?, times = times + 1 where id = ?
