select count(*) from (select from queue where hub is null and ready and tenant = ? limit ?) as first_ones
