/** The oldest Node that runs the program, as package.json says too. */
const OLDEST = 20;

// Imported before all else: what comes next does not even load there, and Node would print all of it to say so.
if (Number.parseInt(process.versions.node, 10) < OLDEST) {
	process.stderr.write(`cckm-top needs Node ${OLDEST} or newer, and this is Node ${process.versions.node}.\n`);
	// The first is what monitoring takes for unknown.
	process.exit(process.argv[2] === 'check' ? 3 : 1);
}
