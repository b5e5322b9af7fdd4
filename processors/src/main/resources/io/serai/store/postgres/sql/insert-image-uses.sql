insert into image_uses (tenant, image)
select * from unnest(?::text[], ?::text[])
on conflict do nothing
