import assert from 'node:assert/strict';
import { type Failure, FailureError } from '../../source/model/failure.ts';

/** The failure that a promise is rejected with; it is an error of the test when it is not. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
	const error = await promise.then(
		() => assert.fail('This was expected to fail.'),
		(reason: unknown) => reason,
	);
	assert.ok(error instanceof FailureError, String(error));
	return error.failure;
}
