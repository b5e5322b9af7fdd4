select count(*) from votes where approval_id = ? and choice = 'approve'
