import { describeFailure, type Failure } from '../model/failure.ts';

/** Tells a person why it did not work and what to do, on stderr. */
export function tellFailure(failure: Failure): void {
	const { message, advice } = describeFailure(failure);
	process.stderr.write(`cckm-top: ${message}\n${advice}\n`);
}
