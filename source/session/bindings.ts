import { type SafeText, safe } from '../model/safe-text.ts';
import type { Binding } from './bindings/binding.ts';
import { CHOOSING } from './bindings/choosing.ts';
import { MONITOR } from './bindings/monitor.ts';
import { MOVING } from './bindings/moving.ts';
import { SCREEN } from './bindings/screen.ts';
import { TAKING } from './bindings/taking.ts';
import { TRAVELLING } from './bindings/travelling.ts';

/** Every key once, by what it is for, in the order of footer and help. Handler, footer, help and readme are made from it. */
export const BINDING_GROUPS: readonly { readonly title: SafeText; readonly bindings: readonly Binding[] }[] = [
	{ title: safe`Moving`, bindings: MOVING },
	{ title: safe`Choosing`, bindings: CHOOSING },
	{ title: safe`Screen`, bindings: SCREEN },
	{ title: safe`Taking along`, bindings: TAKING },
	{ title: safe`The past`, bindings: TRAVELLING },
	{ title: safe`Monitor`, bindings: MONITOR },
];

/** The same without the groups. */
export const BINDINGS: readonly Binding[] = BINDING_GROUPS.flatMap(({ bindings }) => bindings);
