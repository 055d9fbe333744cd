import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateFolder } from '../../source/store/state-folder.ts';

test('what is remembered is kept where the desktop standard says', () => {
	assert.equal(stateFolder({}, '/home/alice'), '/home/alice/.local/state/cckm-top');
	assert.equal(stateFolder({ XDG_STATE_HOME: '/var/alice' }, '/home/alice'), '/var/alice/cckm-top');
	for (const XDG_STATE_HOME of ['', 'here', '../state']) {
		assert.equal(stateFolder({ XDG_STATE_HOME }, '/home/alice'), '/home/alice/.local/state/cckm-top');
	}
});
