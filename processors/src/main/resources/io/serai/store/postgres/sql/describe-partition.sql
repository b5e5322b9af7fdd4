-- The columns of a table in their order; those of its primary key have their place in it.
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
       array_position(i.indkey::int2[], a.attnum) as place
from pg_attribute a left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
where a.attrelid = to_regclass(quote_ident(?)) and a.attnum > 0 and not a.attisdropped
order by a.attnum
