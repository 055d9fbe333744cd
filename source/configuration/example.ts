import type { Flag } from '../command-line/flag.ts';
import { FLAG_GROUPS } from '../command-line/flags.ts';
import { SECRET_SETTINGS } from '../command-line/setting.ts';
import { joinSafe, type SafeText, safe, toSafeText } from '../model/safe-text.ts';

const HEAD = `# What cckm-top takes for granted: ~/.config/cckm-top/config.toml
# Take the # away before what shall count. Flags beat the environment, and that beats this file;
# \`cckm-top whoami --sources\` tells what each value comes to and where it is from.`;

const PROFILES = `# A server of its own each, chosen with --profile; what stands here counts for more than what stands above.
#[profiles.production]
#url = "https://cm.example.com"
#[profiles.lab]
#url = "https://cm.lab.example.com"
#ca-file = "lab-ca.pem"`;

/** A setting that does not count yet; a word about it stands behind a blank. */
function comment(name: string, help: string, value: string): string {
	return `# ${help}\n#${name} = ${value}`;
}

function setting({ name, kind, help, example = '' }: Flag): string {
	return comment(name, help, kind === 'switch' ? example : JSON.stringify(example));
}

/** A configuration file with every key that there is, none of which counts yet. */
export function exampleFile(): SafeText {
	const groups = FLAG_GROUPS.map(({ title, flags }) => ({
		title,
		settings: flags.filter(({ example }) => example !== undefined).map(setting),
	})).filter(({ settings }) => settings.length > 0);
	const secrets = Object.entries(SECRET_SETTINGS).map(([name, { help, example }]) =>
		comment(name, help, JSON.stringify(example)),
	);
	const text = [
		HEAD,
		...groups.map(({ title, settings }) => `# --- ${title}\n\n${settings.join('\n')}`),
		`# --- Secrets\n\n${secrets.join('\n')}`,
		`# --- Profiles\n\n${PROFILES}`,
	].join('\n\n');
	return joinSafe(
		text.split('\n').map(line => safe`${toSafeText(line)}\n`),
		safe``,
	);
}
