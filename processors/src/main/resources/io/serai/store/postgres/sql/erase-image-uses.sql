with old as (
  select tenant, image from image_uses where tenant = ? and first_used < ? limit ?
), gone as (
  delete from image_uses u using old where u.tenant = old.tenant and u.image = old.image returning 1
)
select (select count(*) from gone) as image_uses
