// A PouchDB server in memory on a free port: the peer's "city".
const express = require("express");
const PouchDB = require("pouchdb");
PouchDB.plugin(require("pouchdb-adapter-memory"));
const app = express();
const os = require("os"), path = require("path"), fs = require("fs");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pouch-"));
process.chdir(folder);
const Memory = PouchDB.defaults({ adapter: "memory" });
app.use("/", require("express-pouchdb")(Memory, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: path.join(folder, "log.txt") }));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
