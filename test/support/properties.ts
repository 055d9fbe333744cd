import fc from 'fast-check';
import { SEED } from '../hostile/effort.ts';

// What lands shall not depend on chance: properties begin where the run does, and a long run tries something new.
fc.configureGlobal({ seed: SEED });

/** fast-check, for tests and what they share. */
export { fc };
