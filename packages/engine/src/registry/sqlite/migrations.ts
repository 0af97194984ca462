/**
 * The registry's schema, one migration after another: entry n makes format n + 1 of format n. An entry that was released
 * is never changed.
 */
export const migrations: readonly string[] = [
  `
  create table state (id integer primary key check (id = 1), serial integer not null) strict;
  insert into state values (1, 0);

  create table executions (
    key text primary key,
    kind text not null,
    output text not null,
    outcome text not null,
    fingerprint text,
    started integer not null,
    duration real not null
  ) strict;
  create index executions_of_kind on executions (kind);

  create table execution_objects (
    key text not null references executions (key) on delete cascade,
    object text not null,
    primary key (key, object)
  ) strict, without rowid;

  create table steps (
    address text primary key,
    kind text not null,
    config text not null,
    inputs text not null,
    digest text not null,
    handler integer not null,
    execution text not null references executions (key),
    apply integer not null
  ) strict;

  create table dataset_versions (
    name text not null,
    version integer not null,
    object text not null,
    columns text not null,
    profile text not null,
    rows integer not null,
    fingerprint text not null,
    today integer not null,
    created integer not null,
    primary key (name, version),
    unique (name, object)
  ) strict;

  create table model_versions (
    name text not null,
    version integer not null,
    object text not null,
    metrics text not null,
    lineage text not null,
    created integer not null,
    primary key (name, version),
    unique (name, object)
  ) strict;

  create table test_uses (
    split text not null,
    model text not null,
    object text not null,
    used integer not null,
    primary key (split, model, object)
  ) strict;

  create table trials (
    execution text not null,
    number integer not null,
    state text not null,
    trial text not null,
    duration real not null,
    primary key (execution, number)
  ) strict;

  create table applies (
    id integer primary key,
    who text not null,
    started integer not null,
    ended integer,
    status text not null,
    counts text not null
  ) strict;

  create table events (
    apply integer not null references applies (id) on delete cascade,
    time integer not null,
    address text not null,
    event text not null,
    message text not null
  ) strict;
  create index events_of_apply on events (apply);

  create table writer_lock (
    id integer primary key check (id = 1),
    token text not null,
    who text not null,
    host text not null,
    process integer not null,
    process_started text not null,
    since integer not null
  ) strict;

  create table fingerprints (
    path text primary key,
    key text not null,
    digest text not null
  ) strict;
  `,
  `
  alter table trials add column started integer;
  alter table trials add column folds text;
  alter table steps add column sources text;

  create table links (
    id integer primary key,
    address text not null,
    execution text not null,
    kind text not null,
    config text not null,
    inputs text not null,
    digest text not null,
    sources text not null,
    apply integer not null,
    unique (address, execution)
  ) strict;

  update steps set sources = (
    with recursive above (address) as (
      select steps.address
      union select role.value from above join steps s on s.address = above.address, json_each(s.inputs) role
    )
    select json_group_object(v.name, v.version) from above
    join steps i on i.address = above.address and i.kind = 'ingest-dataset'
    join executions e on e.key = i.execution
    join dataset_versions v on v.name = substr(i.address, 9) and v.object = json_extract(e.outcome, '$.table')
  );
  insert into links (address, execution, kind, config, inputs, digest, sources, apply)
  select s.address, s.execution, s.kind, s.config,
    (select json_group_object(role.key, json_object('address', i.address, 'execution', i.execution))
     from json_each(s.inputs) role join steps i on i.address = role.value),
    s.digest, s.sources, s.apply
  from steps s;
  `,
  `
  create table outbox (
    id integer primary key,
    channel text not null,
    key text not null,
    incident text not null,
    notification text not null,
    state text not null,
    attempts integer not null,
    added integer not null,
    due integer not null,
    problem text,
    unique (channel, key)
  ) strict;
  create index outbox_waiting on outbox (channel, incident) where state = 'waiting';
  `,
  `
  create table releases (
    deployment text not null,
    target text not null,
    number integer not null,
    model text not null,
    version integer not null,
    image text not null,
    settings text not null,
    status text not null,
    reason text,
    started integer not null,
    served integer,
    ended integer,
    who text not null,
    primary key (deployment, target, number)
  ) strict;

  create table decisions (
    id integer primary key,
    time integer not null,
    subject text not null,
    event text not null,
    message text not null,
    detail text not null
  ) strict;
  create index decisions_of_time on decisions (time);

  create table monitor_states (monitor text primary key, state text not null) strict;

  create table log_cursors (
    monitor text not null,
    replica text not null,
    file text not null,
    offset integer not null,
    primary key (monitor, replica)
  ) strict, without rowid;

  create table windows (
    monitor text not null,
    start integer not null,
    end integer not null,
    record text not null,
    primary key (monitor, start)
  ) strict, without rowid;
  `,
];
