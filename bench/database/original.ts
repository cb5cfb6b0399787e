// The original's way of merging and asking, restated in our own words from what is known of it; none of its code is here.
//
// Two of its versions differ in how arrays are added, always by a PL/pgSQL function that is called for each row:
// - `2015`, of the description: both arrays are unnested with their positions and summed by position, in one statement.
// - `last`, 2018 to 2023: the same, but buckets apart from the last two, sum and count; and the sums, which are
//   numeric, are held within a bigint, with one warning for those too large and one for those too small.
// `loop` is not the original's: the quickest addition that we could write in PL/pgSQL, to see what depends on it.
//
// Shared by both: a table per kind, channel, version and date with `dimensions jsonb` and `histogram bigint[]`, a GIN index
// (`jsonb_path_ops`) and no key. A day's rows go as text by COPY to a temporary table. A table that is missing is made of
// that and then indexed; else UPDATE … FROM where the dimensions are equal, DELETE of what was updated, INSERT of the
// rest. Filter options are collected from the temporary table, and a ledger has the days of each table. A metric is asked for
// in one call with a list of dates; for each, in turn, the matching rows are added by an aggregate, by label.
//
// Where what is known leaves a choice, the cheaper was taken: the last version's own SQL needed 89 s to merge 400,000 such rows
// on PostgreSQL 15 and two cores, 222 µs each, and 3.1 to 5.4 s for 400 rows on each of 30 dates, which is more than restated.

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { MergeRow } from "../../src/database/index.js";

/** The ways there are. */
export const WAYS = ["2015", "last", "loop"] as const;

/** One of {@link WAYS}. */
export type Way = (typeof WAYS)[number];

const functions = `
CREATE TABLE table_days (tablename text PRIMARY KEY, days text[] NOT NULL);
CREATE TABLE table_options (id serial PRIMARY KEY, tables text NOT NULL, filter text NOT NULL, value text NOT NULL);

CREATE FUNCTION add_2015(total bigint[], more bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN ARRAY(
    SELECT sum(n)
    FROM (
      SELECT * FROM unnest(total) WITH ORDINALITY UNION ALL SELECT * FROM unnest(more) WITH ORDINALITY
    ) AS both_of(n, place)
    GROUP BY place ORDER BY place
  );
END
$$;

CREATE FUNCTION held(sums numeric[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF EXISTS (SELECT FROM unnest(sums) AS s(n) WHERE n > 9223372036854775807) THEN
    RAISE WARNING 'sums too large for a bigint were held: %', sums;
  END IF;
  IF EXISTS (SELECT FROM unnest(sums) AS s(n) WHERE n < -9223372036854775808) THEN
    RAISE WARNING 'sums too small for a bigint were held: %', sums;
  END IF;
  RETURN ARRAY(
    SELECT least(greatest(n, -9223372036854775808), 9223372036854775807)
    FROM unnest(sums) WITH ORDINALITY AS s(n, place) ORDER BY place
  );
END
$$;

CREATE FUNCTION add_elements(total bigint[], more bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  RETURN held(ARRAY(
    SELECT sum(n)
    FROM (
      SELECT * FROM unnest(total) WITH ORDINALITY UNION ALL SELECT * FROM unnest(more) WITH ORDINALITY
    ) AS both_of(n, place)
    GROUP BY place ORDER BY place
  ));
END
$$;

CREATE FUNCTION add_last(total bigint[], more bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
  IF cardinality(total) = 0 THEN
    RETURN more;
  END IF;
  RETURN add_elements(total[:cardinality(total) - 2], more[:cardinality(more) - 2])
    || add_elements(total[cardinality(total) - 1:], more[cardinality(more) - 1:]);
END
$$;

CREATE FUNCTION add_loop(total bigint[], more bigint[]) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  sums bigint[] := '{}';
BEGIN
  IF cardinality(total) = 0 THEN
    RETURN more;
  END IF;
  FOR place IN 1 .. cardinality(more) LOOP
    sums[place] := total[place] + more[place];
  END LOOP;
  RETURN sums;
END
$$;
`;

const functionsOf = (way: Way): string => `
CREATE AGGREGATE sum_${way}(bigint[]) (SFUNC = add_${way}, STYPE = bigint[], INITCOND = '{}');

CREATE FUNCTION merge_${way}(target text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  dimension text;
  sample jsonb;
BEGIN
  IF to_regclass(target) IS NULL THEN
    EXECUTE format('CREATE TABLE %I AS TABLE staged', target);
    EXECUTE format('CREATE INDEX ON %I USING gin (dimensions jsonb_path_ops)', target);
  ELSE
    EXECUTE format(
      'WITH updated AS (
         UPDATE %I AS kept SET histogram = add_${way}(kept.histogram, fresh.histogram)
         FROM staged AS fresh WHERE kept.dimensions = fresh.dimensions RETURNING kept.dimensions
       )
       DELETE FROM staged USING updated WHERE staged.dimensions = updated.dimensions', target);
    EXECUTE format('INSERT INTO %I SELECT * FROM staged', target);
  END IF;
  SELECT dimensions INTO sample FROM staged LIMIT 1;
  FOR dimension IN SELECT * FROM jsonb_object_keys(sample) LOOP
    CONTINUE WHEN dimension IN ('label', 'os');
    INSERT INTO table_options (tables, filter, value)
    SELECT '${way}', dimension, value FROM (
      SELECT DISTINCT concat_ws(',', CASE dimension WHEN 'osVersion' THEN s.dimensions->>'os' END, s.dimensions->>dimension)
      FROM staged s
      EXCEPT SELECT o.value FROM table_options o WHERE o.tables = '${way}' AND o.filter = dimension
    ) AS fresh(value);
  END LOOP;
END
$$;

CREATE FUNCTION metric_${way}(source text, dims jsonb, new_dims jsonb)
RETURNS TABLE (label text, histogram bigint[]) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT dimensions->>''label'', sum_${way}(histogram) FROM %I WHERE dimensions @> $1${
      way === "2015" ? "" : " OR dimensions @> $2"
    } GROUP BY dimensions->>''label''', source) USING dims, new_dims;
END
$$;

CREATE FUNCTION metrics_${way}(dates text[], dims jsonb, new_dims jsonb)
RETURNS TABLE (date text, label text, histogram bigint[]) LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY SELECT d.date, m.label, m.histogram
    FROM unnest(dates) AS d(date), metric_${way}('${way}_' || d.date, dims, new_dims) AS m;
END
$$;
`;

/** Makes the functions in an empty database. */
export async function prepareOriginal(client: pg.Client): Promise<void> {
  await client.query(functions + WAYS.map(functionsOf).join(""));
}

/** Merges a day's rows of one partition. */
export async function mergeOriginal(
  client: pg.Client,
  way: Way,
  { date, submissionDate, rows }: { date: string; submissionDate: string; rows: Iterable<MergeRow> },
): Promise<void> {
  const target = `${way}_${date}`;
  await client.query("BEGIN");
  await client.query("SELECT pg_advisory_xact_lock(('x' || substr(md5($1), 1, 16))::bit(64)::bigint)", [
    target,
  ]);
  await client.query(
    `INSERT INTO table_days VALUES ($1, ARRAY[$2])
     ON CONFLICT (tablename) DO UPDATE SET days = table_days.days || excluded.days`,
    [target, submissionDate],
  );
  await client.query("CREATE TEMPORARY TABLE staged (dimensions jsonb, histogram bigint[]) ON COMMIT DROP");
  await pipeline(Readable.from(textOf(rows)), client.query(copyFrom("COPY staged FROM STDIN")));
  await client.query(`SELECT merge_${way}($1)`, [target]);
  await client.query("COMMIT");
}

function* textOf(rows: Iterable<MergeRow>): Generator<string> {
  let text = "";
  for (const { dimensions, histogram } of rows) {
    text += `${JSON.stringify(dimensions)}\t{${histogram.join(",")}}\n`;
    if (text.length > 1 << 20) {
      yield text;
      text = "";
    }
  }
  yield text;
}

/** Asks for a metric on these dates, by label. */
export function queryOriginal(
  client: pg.Client,
  way: Way,
  dates: readonly string[],
  dimensions: Readonly<Record<string, string>>,
): Promise<unknown> {
  const json = JSON.stringify(dimensions);
  return client.query(`SELECT * FROM metrics_${way}($1, $2::jsonb, $2::jsonb)`, [dates, json]);
}
