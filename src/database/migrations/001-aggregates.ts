/**
 * The tables. One partition per kind, channel, version and date, made by a function, so that names only ever get into
 * statements through `format`; and, for each, a view by the name and with the columns of the original's tables.
 */
export const aggregatesMigration: string = `
CREATE SCHEMA pingframe;

CREATE TABLE pingframe.state (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  revision bigint NOT NULL DEFAULT 0,
  kept_since text NOT NULL DEFAULT '00000000'
);
INSERT INTO pingframe.state DEFAULT VALUES;

CREATE TABLE pingframe.layouts (
  id integer PRIMARY KEY,
  metric text NOT NULL,
  layout text NOT NULL,
  kind text NOT NULL,
  bounds bigint[] NOT NULL,
  labels jsonb,
  key uuid NOT NULL UNIQUE
);
CREATE INDEX layouts_metric ON pingframe.layouts (metric);

CREATE TABLE pingframe.descriptions (metric text PRIMARY KEY, description text NOT NULL);

CREATE TABLE pingframe.aggregates (
  kind text NOT NULL,
  channel text NOT NULL,
  version text NOT NULL,
  date text NOT NULL,
  layout integer NOT NULL,
  key uuid NOT NULL,
  dimensions jsonb NOT NULL,
  histogram bigint[] NOT NULL,
  client_histogram bigint[]
) PARTITION BY LIST (kind);

CREATE TABLE pingframe.partitions (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('build_id', 'submission_date')),
  channel text NOT NULL CHECK (length(channel) <= 64),
  version text NOT NULL CHECK (length(version) <= 64),
  date text NOT NULL CHECK (date ~ '^[0-9]{8}$'),
  UNIQUE (kind, channel, version, date)
);

CREATE TABLE pingframe.ledger (
  submission_date text NOT NULL CHECK (submission_date ~ '^[0-9]{8}$'),
  source text NOT NULL,
  fingerprint text NOT NULL,
  recipe text NOT NULL,
  state text NOT NULL DEFAULT 'merged' CHECK (state IN ('merged', 'trimmed')),
  row_count bigint NOT NULL,
  object_count bigint NOT NULL,
  sum_of_sums numeric NOT NULL,
  sum_of_counts numeric NOT NULL,
  revision bigint NOT NULL,
  merged_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (submission_date, source)
);

CREATE TABLE pingframe.ledger_objects (
  submission_date text NOT NULL,
  source text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  PRIMARY KEY (submission_date, source, key),
  FOREIGN KEY (submission_date, source) REFERENCES pingframe.ledger ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE pingframe.contributions (
  submission_date text NOT NULL,
  source text NOT NULL,
  part integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (submission_date, source, part)
);
ALTER TABLE pingframe.contributions ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE pingframe.filter_options (
  kind text NOT NULL,
  channel text NOT NULL,
  version text NOT NULL,
  dimension text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (channel, version, dimension, value, kind)
);

CREATE FUNCTION pingframe.branch(parent text, name text, value text, by text) RETURNS void
LANGUAGE plpgsql SET search_path = pingframe, pg_temp AS $$
BEGIN
  IF to_regclass(format('pingframe.%I', name)) IS NOT NULL THEN
    RETURN;
  END IF;
  -- Made apart and attached: creating it in place would lock out every reader until the end of the merge.
  EXECUTE format('CREATE TABLE pingframe.%I (LIKE pingframe.aggregates INCLUDING DEFAULTS)%s', name,
    CASE by
      -- Those of builds are added to day by day: room on the page spares the indexes.
      WHEN 'build_id' THEN ' WITH (fillfactor = 50)'
      WHEN 'submission_date' THEN ''
      ELSE format(' PARTITION BY LIST (%I)', by)
    END);
  EXECUTE format('ALTER TABLE pingframe.%I ATTACH PARTITION pingframe.%I FOR VALUES IN (%L)', parent, name, value);
END
$$;

CREATE FUNCTION pingframe.ensure_partition(k text, c text, v text, d text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pingframe, pg_temp AS $$
DECLARE
  found integer;
  of_kind text := 'aggregates_' || k;
  of_channel text := 'channel_' || md5(jsonb_build_array(k, c)::text);
  of_version text := 'version_' || md5(jsonb_build_array(k, c, v)::text);
  view_name text := format('%s_%s_%s_%s', k, c, v, d);
BEGIN
  SELECT id INTO found FROM pingframe.partitions p
  WHERE p.kind = k AND p.channel = c AND p.version = v AND p.date = d;
  IF found IS NOT NULL THEN
    RETURN found;
  END IF;
  INSERT INTO pingframe.partitions (kind, channel, version, date) VALUES (k, c, v, d) RETURNING id INTO found;
  PERFORM pingframe.branch('aggregates', of_kind, k, 'channel');
  PERFORM pingframe.branch(of_kind, of_channel, c, 'version');
  PERFORM pingframe.branch(of_channel, of_version, v, 'date');
  PERFORM pingframe.branch(of_version, 'partition_' || found, d, k);
  IF octet_length(view_name) <= 63 AND to_regclass(format('public.%I', view_name)) IS NULL THEN
    EXECUTE format(
      'CREATE VIEW public.%I AS SELECT dimensions, histogram AS histograms, histogram FROM pingframe.%I',
      view_name, 'partition_' || found);
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'pingframe_writer') THEN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON pingframe.%I TO pingframe_writer', 'partition_' || found);
    IF to_regclass(format('public.%I', view_name)) IS NOT NULL THEN
      EXECUTE format('GRANT SELECT ON public.%I TO pingframe_reader, pingframe_writer', view_name);
    END IF;
  END IF;
  RETURN found;
END
$$;

-- Indexes are made when a new partition is filled, which takes a fraction of the time.
CREATE FUNCTION pingframe.index_partition(which integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pingframe, pg_temp AS $$
BEGIN
  EXECUTE format('ALTER TABLE pingframe.%I ADD PRIMARY KEY (key)', 'partition_' || which);
  EXECUTE format('CREATE INDEX ON pingframe.%I USING gin (dimensions jsonb_path_ops)', 'partition_' || which);
END
$$;

CREATE FUNCTION pingframe.drop_partition(which integer) RETURNS void
LANGUAGE plpgsql SET search_path = pingframe, pg_temp AS $$
DECLARE
  k text;
  c text;
  v text;
BEGIN
  -- With the view by the original's name, which depends on it.
  EXECUTE format('DROP TABLE IF EXISTS pingframe.%I CASCADE', 'partition_' || which);
  DELETE FROM pingframe.partitions p WHERE p.id = which RETURNING p.kind, p.channel, p.version INTO k, c, v;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF NOT EXISTS (SELECT FROM pingframe.partitions p WHERE p.kind = k AND p.channel = c AND p.version = v) THEN
    EXECUTE format('DROP TABLE IF EXISTS pingframe.%I', 'version_' || md5(jsonb_build_array(k, c, v)::text));
  END IF;
  IF NOT EXISTS (SELECT FROM pingframe.partitions p WHERE p.kind = k AND p.channel = c) THEN
    EXECUTE format('DROP TABLE IF EXISTS pingframe.%I', 'channel_' || md5(jsonb_build_array(k, c)::text));
  END IF;
END
$$;

-- Adds the buckets and, apart from them, the last two: two histograms of different lengths keep their sum and count.
CREATE FUNCTION public.aggregate_histogram_arrays(a numeric[], b bigint[]) RETURNS numeric[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN b IS NULL OR cardinality(b) < 2 THEN a
    WHEN cardinality(a) < 2 THEN b::numeric[]
    ELSE (
      SELECT coalesce(array_agg(coalesce(x, 0) + coalesce(y, 0) ORDER BY i), '{}')
      FROM unnest(a[1:cardinality(a) - 2], b[1:cardinality(b) - 2]) WITH ORDINALITY AS both_of(x, y, i)
    ) || ARRAY[
      a[cardinality(a) - 1] + b[cardinality(b) - 1],
      a[cardinality(a)] + b[cardinality(b)]
    ]
  END
$$;

CREATE AGGREGATE public.aggregate_histograms(bigint[]) (
  SFUNC = public.aggregate_histogram_arrays, STYPE = numeric[], INITCOND = '{}', PARALLEL = SAFE
);
`;
