import assert from 'node:assert/strict';
import { test } from 'node:test';
import { safe } from '../../source/model/safe-text.ts';
import { answer, job, STORY } from '../support/jobs.ts';
import { SIZES, setStage } from '../support/stage.ts';

function row(lines: readonly string[], wanted: string): string {
	return lines.find(line => line.includes(wanted)) ?? '';
}

function shownIds(lines: readonly string[]): string[] {
	return lines.flatMap(line => /^[> ] [✗!●✓⊘?] (\w{8})/.exec(line)?.[1] ?? []);
}

test('a completed job that failed is told as such, and why', () => {
	const { lines } = setStage(120, 40);
	assert.match(
		row(lines(), '91aa07e4'),
		/✗ 91aa07e4 {2}FAILED +completed .* 1 +1 +\+1 {2}Acme-Prod · Error listing keys from SF…/,
	);
});

test('a step of the cursor draws two rows of the list anew, and gives the others as they are', () => {
	const { session, press } = setStage(200, 60);
	const rows = () => {
		const { body } = session.frame();
		const lines = body.kind === 'sides' ? body.left : [];
		return lines.filter(({ spans }) => /^[> ] $/.test(spans[0]?.text ?? '') && spans.length > 5);
	};
	const before = rows();
	press('j');
	const after = rows();
	assert.ok(before.length > 5 && after.length === before.length);
	assert.equal(after.filter(line => !before.includes(line)).length, 2);
});

test('keys typed at once are each read where the one before has left', () => {
	const stage = setStage(80, 24);
	for (const chord of '/err:invalid') stage.session.press(chord);
	assert.deepEqual(shownIds(stage.lines()), ['c8d2f27b']);
	assert.match(stage.lines().at(-1) ?? '', /^\/err:invalid▏ +1 of 8/);
	stage.press('enter e');
	assert.equal(stage.session.ui.get().mode, 'list');
});

const filters: readonly (readonly [filter: string, ids: readonly string[]])[] = [
	['acme', ['beef0001', 'c8d2f27b', '0be4417d', '91aa07e4', '77b3d410', 'aa12bb90', '4d5e6f70']],
	['org:globex health:ok', ['77b3d410', '4d5e6f70']],
	['err:"no cause"', ['91aa07e4']],
	['status:queued', ['20c1f9aa']],
	['!status:completed', ['beef0001', '0be4417d', '20c1f9aa']],
	['health:stuck', ['0be4417d']],
	['aa12', ['aa12bb90']],
];

for (const [filter, ids] of filters) {
	test(`the filter ${filter} finds ${ids.length} jobs`, () => {
		const stage = setStage(80, 24);
		for (const chord of `/${filter}`) stage.session.press(chord);
		assert.deepEqual(shownIds(stage.lines()), ids);
	});
}

test('Escape clears a filter, and the sentence of an empty list says so', () => {
	const stage = setStage(80, 24);
	for (const chord of '/nobody') stage.session.press(chord);
	assert.match(row(stage.lines(), 'match'), /0 of 8 match `nobody` — Esc clears/);
	stage.press('escape');
	assert.equal(shownIds(stage.lines()).length, 8);
});

test('a number hides a health and shows it again; the counts stay those of all jobs', () => {
	const stage = setStage(80, 24);
	stage.press('1');
	assert.ok(!shownIds(stage.lines()).includes('91aa07e4'));
	assert.match(stage.lines()[1] ?? '', /1 –fail 1/);
	stage.press('1');
	assert.equal(shownIds(stage.lines()).length, 8);
	stage.press('1 2 3 4 5');
	assert.match(row(stage.lines(), 'hidden'), /0 of 8 shown: every health among them is hidden — 0 shows all/);
	stage.press('0');
	assert.equal(shownIds(stage.lines()).length, 8);
});

test('faults only shows failed, degraded and stuck', () => {
	const stage = setStage(80, 24);
	stage.press('f');
	assert.deepEqual(shownIds(stage.lines()), ['c8d2f27b', '0be4417d', '91aa07e4']);
	stage.press('f');
	assert.equal(shownIds(stage.lines()).length, 8);
});

test('e and E go from problem to problem and stay at the last', () => {
	const stage = setStage(80, 24);
	const selected = () => row(stage.lines(), '> ').slice(4, 12);
	const visited = ['e', 'e', 'e', 'e', 'E'].map(chord => {
		stage.press(chord);
		return selected();
	});
	assert.deepEqual(visited, ['c8d2f27b', '0be4417d', '91aa07e4', '91aa07e4', '0be4417d']);
});

test('the menu sorts, and O turns the order round', () => {
	const stage = setStage(80, 24);
	stage.press('s j enter');
	assert.deepEqual(shownIds(stage.lines()).slice(0, 3), ['91aa07e4', 'c8d2f27b', '0be4417d']);
	assert.equal(shownIds(stage.lines()).at(-1), '20c1f9aa');
	stage.press('O');
	assert.equal(shownIds(stage.lines()).at(-1), '91aa07e4');
});

test('the cursor stays on its job when new ones come', () => {
	const stage = setStage(80, 24);
	stage.press('j j');
	stage.know({ data: answer([job('f0000001', { minutes: 0 }), ...STORY]) });
	assert.match(row(stage.lines(), '> '), /0be4417d/);
	assert.equal(shownIds(stage.lines())[0], 'f0000001');
});

test('Tab goes through list, Errors, Orgs, Diff and Raw; Escape goes back', () => {
	const stage = setStage(80, 24);
	const tabs = ['tab', 'tab', 'tab', 'tab', 'tab', 'shift-tab'].map(chord => {
		stage.press(chord);
		const { mode, tab } = stage.session.ui.get();
		return mode === 'list' ? 'list' : tab;
	});
	assert.deepEqual(tabs, ['errors', 'orgs', 'diff', 'raw', 'list', 'raw']);
	stage.press('escape');
	assert.equal(stage.session.ui.get().mode, 'list');
});

test('the detail pane names the rule that judged an organization', () => {
	const stage = setStage(80, 24);
	stage.press('j enter');
	assert.match(row(stage.lines(), 'sfdc') || row(stage.lines(), 'by names'), /✗ Acme-Prod .* error by names-trouble/);
	assert.match(row(stage.lines(), '    INVALID'), /^ {4}INVALID_SESSION_ID: Session expired or invalid$/);
});

test('the detail pane scrolls no further than its end', () => {
	const stage = setStage(80, 24);
	stage.press('i G');
	assert.equal(stage.lines().at(-2), '}');
	stage.press('j j g');
	assert.ok(stage.lines().includes('{'));
});

test('overlays open and close, and q closes them before it quits', () => {
	const stage = setStage(80, 24);
	for (const [chord, wanted] of [
		['?', 'keys'],
		['s', 'sort by'],
		['I', 'connection'],
	] as const) {
		stage.press(chord);
		assert.match(row(stage.lines(), 'Esc closes'), new RegExp(`── ${wanted} `));
		stage.press('q');
		assert.deepEqual(stage.asked, []);
	}
	stage.press('q');
	assert.deepEqual(stage.asked, ['quit']);
});

test('the world is asked for what only it can do', () => {
	const stage = setStage(80, 24);
	stage.press('r R ctrl-r Z ctrl-l ctrl-z Q ctrl-c');
	assert.deepEqual(stage.asked, [
		'refresh',
		'refresh',
		'refresh',
		'pause',
		'redraw',
		'suspend',
		'quit-leaving',
		'quit',
	]);
	stage.know({ pause: { since: { wall: 0, monotonic: 0 }, held: 0 } });
	stage.press('Z');
	assert.equal(stage.asked.at(-1), 'resume');
});

test('what is pasted is text of a filter and nothing anywhere else', () => {
	const stage = setStage(80, 24);
	stage.session.paste('q\x1b[2Jquit');
	assert.deepEqual(stage.asked, []);
	assert.equal(stage.session.ui.get().query.filter, '');
	stage.press('/');
	stage.session.paste('acme\r\n\x1b[2J\x07org');
	assert.equal(stage.session.ui.get().query.filter, 'acme [2Jorg');
	stage.session.paste('x'.repeat(1_000_000));
	assert.ok(stage.session.ui.get().query.filter.length <= 200);
});

test('a filter is erased by letter, word and line', () => {
	const stage = setStage(80, 24);
	stage.press('/');
	stage.session.paste('one two three');
	const left = ['backspace', 'ctrl-w', 'ctrl-u'].map(chord => {
		stage.press(chord);
		return stage.session.ui.get().query.filter;
	});
	assert.deepEqual(left, ['one two thre', 'one two ', '']);
});

test('panes grow, shrink, move, vanish and fill the screen', () => {
	const stage = setStage(120, 40);
	const height = () => stage.lines().findIndex(line => line.includes('[Errors'));
	const usual = height();
	stage.press('}');
	assert.ok(height() < usual);
	stage.press('{ {');
	assert.ok(height() > usual);
	stage.press('p');
	assert.equal(height(), -1);
	stage.press('p P');
	assert.equal(height(), 2);
	stage.press('P j tab +');
	assert.equal(height(), 2);
	assert.equal(shownIds(stage.lines()).length, 0);
	stage.press('_ escape +');
	assert.equal(height(), -1);
});

test('times become ages, and long lines are wrapped or cut', () => {
	const stage = setStage(80, 24);
	assert.match(row(stage.lines(), '91aa07e4'), /13:22:30/);
	stage.press('t');
	assert.match(row(stage.lines(), '91aa07e4'), / 40m /);
});

test('stale data is shown without ages, and the header says as of when', () => {
	const stage = setStage(120, 40);
	stage.know({ dataAt: { wall: 0, monotonic: -372_000 } });
	assert.match(stage.lines()[0] ?? '', /▲ STALE 6m12s/);
	assert.doesNotMatch(row(stage.lines(), '77b3d410'), /50m/);
});

test('a small screen shows problems first, worst on top, until something else is chosen', () => {
	const stage = setStage(40, 12);
	assert.deepEqual(shownIds(stage.lines()), ['91aa07e4', 'c8d2f27b', '0be4417d']);
	stage.press('0');
	assert.equal(shownIds(stage.lines())[0], 'beef0001');
});

test('Enter opens the detail pane where there was no room for it', () => {
	const stage = setStage(40, 12);
	stage.press('enter');
	assert.match(row(stage.lines(), '91aa07e4'), /FAILED/);
	assert.match(stage.lines().join(' ').replace(/ +/g, ' '), /Error listing keys from SFDC: \(no cause given\)/);
	stage.press('escape');
	assert.equal(shownIds(stage.lines()).length, 3);
});

test('empty is three different sentences', () => {
	assert.match(
		setStage(80, 24, { data: answer([]) })
			.lines()
			.join('\n'),
		/no sync jobs on cm\.example\.net \(polled ≤5s ago\)/,
	);
	const first = setStage(80, 24, {
		data: null,
		dataAt: null,
		activity: { kind: 'loading', since: { wall: 0, monotonic: -4000 } },
	});
	assert.match(first.lines().join('\n'), /first poll running 4s…/);
});

test('S09 T09 an unchecked certificate and a simulator are told on every screen', () => {
	for (const [columns, rows] of SIZES) {
		const unverified = setStage(columns, rows, {}, { verified: false }).lines().join('\n');
		assert.match(unverified, /NOT VERIFIED|UNVERIFIED/, `${columns}x${rows}`);
		assert.match(
			setStage(columns, rows, {}, { simulated: true }).lines().join('\n'),
			/SIMULATOR/,
			`${columns}x${rows}`,
		);
	}
});

test('what is opened is what the cursor stood on, though nobody had moved it and new jobs came above', () => {
	for (const keys of ['enter', 'i', 'tab', 'enter +']) {
		const stage = setStage(40, 12);
		stage.press('0');
		const under = row(stage.lines(), '> ').slice(4, 12);
		const newer = job('f0000001', { minutes: 0 });
		stage.know({ data: answer([newer, ...STORY]) });
		stage.press(keys);
		stage.know({ data: answer([job('f0000002', { minutes: 0 }), newer, ...STORY]) });
		assert.ok(row(stage.lines(), '── >').includes(under), keys);
		stage.session.resize({ columns: 1, rows: 1 });
		stage.session.resize({ columns: 120, rows: 40 });
		assert.ok(row(stage.lines(), '── >').includes(under), keys);
	}
});

test('what the server was asked to leave out is told, and an empty answer to that is not an empty server', () => {
	const identity = { asked: safe`status=failed org=nope` };
	assert.match(setStage(80, 24, {}, identity).lines()[2] ?? '', /asked: status=failed org=nope/);
	const empty = setStage(80, 24, { data: answer([]) }, identity)
		.lines()
		.join('\n');
	assert.match(empty, /no job on cm\.example\.net is what was asked for: status=failed org=nope/);
});

test('a server that never answered is not called empty', () => {
	for (const failure of [
		{ kind: 'forbidden', message: safe`no` },
		{ kind: 'tls', reason: safe`expired`, fingerprint: null },
	] as const) {
		const text = setStage(80, 24, { data: null, dataAt: null, failure, failures: 1 }).lines().join('\n');
		assert.doesNotMatch(text, /no sync jobs/);
		assert.match(text, failure.kind === 'tls' ? /TLS: expired/ : /FORBIDDEN: no read right/);
	}
});

test('before the first answer no number is told, not even nought', () => {
	const nothing = {
		data: null,
		dataAt: null,
		polls: 0,
		activity: { kind: 'loading', since: { wall: 0, monotonic: 0 } },
	} as const;
	for (const [columns, rows] of [
		[120, 40],
		[80, 24],
		[40, 12],
		[60, 3],
	] as const) {
		const text = setStage(columns, rows, nothing).lines().slice(0, 3).join('\n');
		assert.doesNotMatch(text, /(?:fail|✗|jobs) ?0/, `${columns}x${rows}`);
	}
});

test('help and facts can be read to their end on a small screen', () => {
	for (const [columns, rows] of [
		[80, 24],
		[40, 12],
	] as const) {
		const stage = setStage(columns, rows);
		stage.press('? G');
		assert.match(stage.lines().slice(-4).join(' '), /calls Refresh/);
	}
});

test('the detail pane of another job begins at its beginning', () => {
	const stage = setStage(80, 24);
	stage.press('i G');
	assert.ok(!stage.lines().includes('{'));
	stage.press('escape j');
	assert.ok(stage.lines().includes('{'));
});

test('opening a job from a list that fills the screen shows it', () => {
	const stage = setStage(80, 24);
	stage.press('+ enter');
	assert.match(row(stage.lines(), '── >'), /beef0001/);
	stage.press('escape');
	assert.equal(shownIds(stage.lines()).length, 8);
});

test('what is typed into a filter stays in sight in the smallest pane', () => {
	const stage = setStage(20, 6);
	for (const chord of '/err:invalid_session_id') stage.session.press(chord);
	assert.match(stage.lines().at(-1) ?? '', /session_id▏/);
});

test('trouble never costs the name of the server, and one line gives the truth before the name', () => {
	const refused = {
		failure: { kind: 'unauthorized', message: safe`no` },
		failures: 1,
		failingSince: { wall: 0, monotonic: 0 },
		activity: { kind: 'halted' },
	} as const;
	assert.match(setStage(80, 24, refused).lines()[0] ?? '', /^cm\.example\.net .*▲ LOGIN NEEDED/);
	for (const columns of [30, 20, 14]) {
		assert.match(setStage(columns, 3, refused).lines()[0] ?? '', /^LOGIN NEEDED/, `${columns}`);
	}
});

test('in one line, keys change nothing that cannot be seen', () => {
	const stage = setStage(60, 3);
	stage.press('? / enter i q');
	assert.deepEqual([stage.session.ui.get().mode, stage.asked], ['list', ['quit']]);
});

test('q quits from a pane that was made too small for what was open', () => {
	for (const keys of ['enter', '?', '/']) {
		const stage = setStage(80, 24);
		stage.press(keys);
		stage.session.resize({ columns: 60, rows: 2 });
		stage.press('q');
		assert.deepEqual(stage.asked, ['quit'], keys);
	}
});

/** Many jobs, of which more are on the server. */
const PART = answer(
	Array.from({ length: 200 }, (_, index) => job(`job${String(index).padStart(5, '0')}`, { minutes: index + 1 })),
	{ total: 100_000, complete: false },
);

test('older jobs are asked for where the reader comes near the oldest, and nowhere else', () => {
	const stage = setStage(120, 40, { data: PART });
	const reaches = (keys: string) => {
		const before = stage.asked.length;
		stage.press(keys);
		return stage.asked.slice(before);
	};
	assert.deepEqual(reaches('j j pagedown'), []);
	assert.deepEqual(reaches('G'), ['older']);
	assert.deepEqual(reaches('t w'), [], 'keys that do not move');
	assert.deepEqual(reaches('g'), []);
	assert.deepEqual(reaches('/ z escape'), [], 'a filter searches what is loaded');
	assert.deepEqual(reaches('2 G 2'), [], 'where some are hidden, the end of the list is not that of the jobs');
	assert.deepEqual(reaches('O G'), [], 'the oldest stand at the top');
	assert.deepEqual(reaches('g'), ['older']);
	stage.know({ data: { ...PART, complete: true } });
	assert.deepEqual(reaches('g'), []);
});

test('the cursor stays with its job when older ones come', () => {
	const stage = setStage(120, 40, { data: PART });
	stage.press('G');
	const selected = () => stage.lines().find(line => line.startsWith('>'));
	const before = selected();
	const older = Array.from({ length: 200 }, (_, index) =>
		job(`old${String(index).padStart(5, '0')}`, { minutes: index + 201 }),
	);
	stage.know({ data: { ...PART, jobs: [...PART.jobs, ...older] } });
	assert.equal(selected(), before);
	stage.press('j');
	assert.match(selected() ?? '', /old00000/);
});

test('L loads all; Esc stops that before it clears a filter, and leaves an overlay first', () => {
	const stage = setStage(120, 40, { data: PART });
	stage.press('L');
	assert.deepEqual(stage.asked, ['load Infinity']);
	stage.press('/ j o b enter');
	stage.know({ data: { ...PART, loading: 'more' } });
	stage.press('? escape');
	assert.deepEqual(stage.asked, ['load Infinity']);
	stage.press('escape');
	assert.deepEqual(stage.asked, ['load Infinity', 'stop-loading']);
	assert.equal(stage.session.ui.get().query.filter, 'job');
	stage.know({ data: PART });
	stage.press('escape');
	assert.equal(stage.session.ui.get().query.filter, '');
});

test('whatever the size, a part is never shown as the whole', () => {
	const says = (columns: number, rows: number, keys = '') => {
		const stage = setStage(columns, rows, { data: PART });
		if (keys !== '') stage.press(keys);
		return stage.lines().join('\n');
	};
	assert.match(
		says(120, 40),
		/PARTIAL 200 of 100,000 jobs {2}L loads all[\s\S]*── \[jobs 200 of 100,000\] {2}orgs.* {2}shown 200/,
	);
	assert.match(says(120, 40, '/ j o b enter'), /filter: job of the loaded, L searches all/);
	assert.match(says(120, 40, '/ j o b'), /200 of 200 loaded/);
	assert.match(says(120, 40, '/ z z'), /0 of 200 loaded match `zz` — Esc clears, L loads all/);
	assert.match(says(120, 40, 'f'), /no problem among 200 loaded jobs — 0 shows all, L loads all/);
	for (const [columns, rows] of SIZES) assert.match(says(columns, rows), /PART|200 of 100,000/, `${columns}x${rows}`);
	assert.doesNotMatch(setStage(120, 40).lines().join('\n'), /PARTIAL|loads all| of the loaded/);
});

test('b switches the bell and says so until the next key is read', () => {
	const stage = setStage(80, 24);
	assert.equal(stage.session.ui.get().bell, false);
	stage.press('b');
	assert.equal(stage.session.ui.get().bell, true);
	assert.equal(stage.lines().at(-1), 'bell on');
	stage.press('b');
	assert.equal(stage.session.ui.get().bell, false);
	assert.equal(stage.lines().at(-1), 'bell off');
	for (const chord of ':bell') stage.session.press(chord);
	stage.press('enter');
	assert.equal(stage.session.ui.get().bell, true);
});
