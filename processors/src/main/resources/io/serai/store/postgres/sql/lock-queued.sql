select job_id from queue where job_id = ? for update
