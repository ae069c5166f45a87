// Replicates the documents of a JSON file to a PouchDB server: prints {"seconds", "written"}.
const fs = require("fs");
const PouchDB = require("pouchdb");
PouchDB.plugin(require("pouchdb-adapter-memory"));
const [file, url] = process.argv.slice(2);
(async () => {
  const local = new PouchDB("counter", { adapter: "memory" });
  await local.bulkDocs(JSON.parse(fs.readFileSync(file)));
  const remote = new PouchDB(url + "/dossiers");
  await remote.info();
  const begun = process.hrtime.bigint();
  const done = await local.replicate.to(remote);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  console.log(JSON.stringify({ seconds, written: done.docs_written }));
  process.exit(0);
})();
