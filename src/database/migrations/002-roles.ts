/**
 * Two roles without login, where whoever migrates may make roles: one that only reads, for the API, and one that
 * also merges. Neither can make or drop tables; new partitions come from a function of the owner's.
 */
export const rolesMigration: string = `
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pingframe_reader') THEN
    CREATE ROLE pingframe_reader NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pingframe_writer') THEN
    CREATE ROLE pingframe_writer NOLOGIN;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE WARNING 'the roles pingframe_reader and pingframe_writer need someone who may make roles';
END
$$;

REVOKE ALL ON FUNCTION pingframe.ensure_partition(text, text, text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION pingframe.index_partition(integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION pingframe.drop_partition(integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION pingframe.branch(text, text, text, text) FROM PUBLIC;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pingframe_reader') THEN
    RETURN;
  END IF;
  GRANT USAGE ON SCHEMA pingframe TO pingframe_reader, pingframe_writer;
  GRANT SELECT ON ALL TABLES IN SCHEMA pingframe TO pingframe_reader, pingframe_writer;
  GRANT SELECT ON public.pingframe_migrations TO pingframe_reader, pingframe_writer;
  REVOKE ALL ON pingframe.contributions, pingframe.ledger_objects FROM pingframe_reader;
  GRANT INSERT, UPDATE, DELETE ON pingframe.ledger, pingframe.ledger_objects, pingframe.contributions,
    pingframe.filter_options, pingframe.layouts, pingframe.descriptions TO pingframe_writer;
  GRANT UPDATE ON pingframe.state TO pingframe_writer;
  GRANT EXECUTE ON FUNCTION pingframe.ensure_partition(text, text, text, text) TO pingframe_writer;
  GRANT EXECUTE ON FUNCTION pingframe.index_partition(integer) TO pingframe_writer;
END
$$;
`;
