import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from '../../source/command-line/arguments.ts';
import { readOptions } from '../../source/command-line/options.ts';
import { SETTABLE } from '../../source/configuration/collect.ts';
import { exampleFile } from '../../source/configuration/example.ts';
import { readOwnFile } from '../../source/configuration/own-file.ts';
import { safe } from '../../source/model/safe-text.ts';
import { runProgram } from '../support/program.ts';

const PLACE = { path: safe`/config.toml`, folder: '/', home: '/home/alice', isExposed: false };

/** Every setting of the example as if it counted. */
const uncommented = exampleFile()
	.split('\n')
	.flatMap(line => /^#(\S.*)$/.exec(line)?.[1] ?? []);

test('the example says nothing until its settings are uncommented', async () => {
	const { files, warnings } = readOwnFile(exampleFile(), PLACE, null);
	assert.deepEqual([files.length, files[0]?.settings.size, files[0]?.secrets.size, warnings], [1, 0, 0, []]);
	const { code, stdout, stderr } = await runProgram({ args: ['config', 'init'] });
	assert.deepEqual([code, stdout, stderr], [0, exampleFile(), '']);
});

test('uncommented it is a file with every key that there is and no other', () => {
	const { files, warnings } = readOwnFile(uncommented.join('\n'), PLACE, null);
	assert.deepEqual(warnings, []);
	const [production, top] = files;
	assert.deepEqual([...(top?.settings.keys() ?? [])].sort(), [...SETTABLE.keys()].sort());
	assert.deepEqual([...(top?.secrets.keys() ?? [])], ['password', 'token']);
	assert.equal(production?.settings.get('url')?.key, 'profiles.production.url');
});

const ALONE = /^(?:cert|key) = /;

for (const line of uncommented.slice(0, uncommented.indexOf('[profiles.production]'))) {
	if (ALONE.test(line)) continue;
	test(`each setting of the example fits: ${line}`, () => {
		const profiles = line.startsWith('profile') ? '\n[profiles.production]' : '';
		const { files } = readOwnFile(`${line}${profiles}`, PLACE, null);
		for (const command of ['list', 'check']) {
			const { server } = readOptions({ ...parseArguments([command, '--url', 'cm']), files }, {}, ['calm']);
			assert.equal(server.kind, 'remote');
		}
	});
}
