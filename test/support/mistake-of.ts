import assert from 'node:assert/strict';
import { exitCodeOf } from '../../source/command-line/exit-codes.ts';
import { describeFailure, FailureError } from '../../source/model/failure.ts';

/** What a mistake in the command line is told as: its sentence and its advice. */
export function mistakeOf(attempt: () => unknown): string {
	try {
		attempt();
	} catch (error) {
		assert.ok(error instanceof FailureError);
		assert.equal(exitCodeOf(error.failure), 2);
		const { message, advice } = describeFailure(error.failure);
		return `${message} ${advice}`;
	}
	return assert.fail('it is taken');
}
