import { Secret } from '../api/credentials.ts';
import type { SafeText } from '../model/safe-text.ts';
import { safe } from '../model/safe-text.ts';
import { askSecret, canAsk } from '../terminal/prompt.ts';

/** Asks whoever sits at the terminal for the password of a user; null where nobody does, or nothing was typed. */
export async function askPassword(user: SafeText, signal?: AbortSignal): Promise<Secret | null> {
	if (!canAsk(process)) return null;
	const typed = await askSecret(process, safe`Password of ${user}: `, signal);
	return typed === null || typed === '' ? null : new Secret(typed);
}
